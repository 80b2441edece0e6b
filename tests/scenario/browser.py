"""A browser for the console's scenarios that knows no script and no page: http.client with cookies and forms."""

import http.client
import re
import urllib.parse

PASSWORD = "correct horse battery"


class Browser:
    """A browser without scripts: keeps cookies and the token of the last form, follows no redirect by itself."""

    def __init__(self, scenario):
        self.port = scenario.port
        self.cookies = {}
        self.token = ""

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def request(self, method, target, body=None, headers=()):
        connection = self.connect()
        try:
            sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **dict(headers)}
            connection.request(method, target, body, sent)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, _, value = line.split(";")[0].partition("=")
            if value:
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        if found := re.search(r'name="token" value="([0-9a-f]{64})"', page):
            self.token = found.group(1)
        return answer, page

    def get(self, target):
        return self.request("GET", target)

    def post(self, target, headers=(), **fields):
        fields.setdefault("token", self.token)
        return self.request("POST", target, urllib.parse.urlencode(fields),
                            {"Content-Type": "application/x-www-form-urlencoded", **dict(headers)})

    def log_in(self, name, password=PASSWORD):
        self.get("/console/log-in")
        answer, page = self.post("/console/log-in", name=name, password=password)
        if answer.status == 303:
            self.get("/")
        return answer, page

    def look_up(self, query):
        """(status, page, address) of what a query leads to."""
        answer, page = self.post("/console/look-up", query=query)
        if answer.status != 303:
            return answer.status, page, None
        address = answer.getheader("Location")
        answer, page = self.get(address)
        return answer.status, page, address
