// What a page asks of the browser, as data on the element that loads this file: an inline script would have to be
// allowed by the Content-Security-Policy, and with it every script that somebody manages to put into a page.
{
  const asked = document.currentScript.dataset;
  // Streamlit's document says lang="en"; screen readers would read Indonesian with English sounds
  if (asked.lang) document.documentElement.lang = asked.lang;
  if (asked.chart) import(new URL(asked.chart, document.baseURI));
  if (asked.map) {
    import(new URL(asked.map, document.baseURI)).then((map) => {
      map.hatch(JSON.parse(asked.hatch));
      if (asked.names) map.names(asked.names);
    });
  }
}
