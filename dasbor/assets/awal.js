// The first paint gives way to the application once that has drawn the page: in one step, with place and focus kept.
const first = document.getElementById('awal'), root = document.getElementById('root');
const drawn = () => root.querySelector('.stMain h1, .stMain [data-testid="stAlert"]')
  && root.querySelector('[data-test-script-state="notRunning"]');
const give = () => {
  const place = scrollY, link = first.contains(document.activeElement) && document.activeElement.getAttribute('href');
  first.remove();
  const main = root.querySelector('[data-testid="stMain"]');
  if (main) main.scrollTop = place;
  if (link) root.querySelector(`a[href="${CSS.escape(link)}"]`)?.focus({ preventScroll: true });
};
if (first) {
  const watch = new MutationObserver(() => {
    if (!drawn()) return;
    watch.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(give));
  });
  watch.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-test-script-state'] });
}
