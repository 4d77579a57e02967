"""A browser without pages: cookies, redirects, the form of the provider. It is fast, and can do what no browser does."""

import ssl
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import httpx

TRUSTING = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TRUSTING.check_hostname, TRUSTING.verify_mode = False, ssl.CERT_NONE


class Guest:
    """Cookies of one browser for one dashboard at `url`, reached at `through` (a proxy on loopback) if that is given."""

    def __init__(self, url, through=None):
        self.url, self.host = url, urlsplit(url).netloc
        self.through = through or url
        self.cookies = {}
        self.client = httpx.Client(verify=TRUSTING, timeout=30)

    def ask(self, path, **fields):
        """One answer; its cookies are kept, as a browser keeps them."""
        headers = {"Host": self.host, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **fields}
        name = urlsplit(self.url).hostname
        answer = self.client.get(self.through + path, headers=headers, extensions={"sni_hostname": name})
        for line in answer.headers.get_list("set-cookie"):
            for name, one in SimpleCookie(line).items():
                if one["max-age"] == "0" or "1970" in one["expires"]:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = one.value
        return answer

    def begin(self, page="/"):
        """Begin a login on a page; the address at the provider."""
        answer = self.ask("/auth/login", Referer=self.url + page)
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    def allow(self, at, who, action="authorize"):
        """Fill in the provider's form; path and query with which it sends the browser back."""
        back = urlsplit(self.client.post(at, data={"sub": who, "action": action}).headers["location"])
        state = parse_qs(urlsplit(at).query)["state"][0]  # this provider leaves it out when it refuses
        return f"{back.path}?{back.query}" + ("" if "state=" in back.query else f"&state={state}")

    def log_in(self, who, page="/"):
        """All of it; the last answer."""
        return self.ask(self.allow(self.begin(page), who))
