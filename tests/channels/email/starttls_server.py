"""A mail server that wants STARTTLS and a log-in; prints its port and serves until its input ends.

Arguments: certificate, key, user name, password.
"""
import asyncio
import ssl
import sys

from aiosmtpd.handlers import Sink
from aiosmtpd.smtp import SMTP, AuthResult

certificate, key, user, password = sys.argv[1:5]
context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate, key)


def authenticate(server, session, envelope, mechanism, data):
    right = data.login == user.encode() and data.password == password.encode()
    return AuthResult(success=right, handled=False)


class Pipelining(Sink):
    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [responses[0], "250-PIPELINING", *responses[1:]]


def session():
    return SMTP(Pipelining(), tls_context=context, require_starttls=True, auth_required=True, authenticator=authenticate,
                loop=loop)


loop = asyncio.new_event_loop()
server = loop.run_until_complete(loop.create_server(session, "127.0.0.1", 0))
print(server.sockets[0].getsockname()[1], flush=True)
loop.run_until_complete(loop.run_in_executor(None, sys.stdin.read))
