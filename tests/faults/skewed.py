"""A web server or worker whose clock is wrong: `OFFSET web PORT`, `OFFSET worker ...`."""

import sys
from datetime import datetime, timedelta
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import time_machine


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Handler(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """Quiet."""


def main(offset: str, part: str, *more: str) -> None:
    wrong = datetime.now().astimezone() + timedelta(hours=float(offset))
    time_machine.travel(wrong, tick=True).start()
    if part == "web":
        from config.wsgi import application

        make_server("127.0.0.1", int(more[0]), application, Server, Handler).serve_forever()
    else:
        from config.celery import app

        app.worker_main(["worker", *more])


if __name__ == "__main__":
    main(*sys.argv[1:])
