"""One HTTP call, repeated while the server is away. It must never repeat a call that could happen twice."""

from __future__ import annotations

import json
import time
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from mission_control.errors import NotUnderstood, Refused, Unreachable

BASE = "/api/mission-control"

# What a proxy answers for a server that starts, and what the server answers when it asks for another try. Being stopped by
# a person is not among them: that is an answer.
_AWAY = {502, 503, 504}
_AGAIN = {"busy", "rate_limited", "request_in_progress"}


class _NoRedirects(HTTPRedirectHandler):
    """A key goes to the server it was made for, and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


class Connection:
    """A server and a key. May be used by several threads at once."""

    def __init__(self, url: str, key: str, patience: float) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._patience = patience
        self._open = build_opener(_NoRedirects).open

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        query: dict[str, Any] | None = None,
        idempotency_key: str | None = None,
    ) -> Any:
        """Sends a call and answers the JSON that came back, None where there is none.

        A call that changes something is repeated only with an `idempotency_key`: the server then does it once. Raises
        `Refused`, `Unreachable` or `NotUnderstood`.
        """
        safe = method == "GET" or idempotency_key is not None
        began, pause = time.monotonic(), 0.25
        while True:
            try:
                return self._once(method, path, body, query, idempotency_key)
            except (Unreachable, Refused) as error:
                if isinstance(error, Refused) and error.code not in _AGAIN:
                    raise
                if not safe or time.monotonic() - began + pause > self._patience:
                    raise
                asked = error.retry_after if isinstance(error, Refused) else None
            time.sleep(max(pause, asked or 0))
            pause = min(pause * 2, 5.0)

    def _once(
        self,
        method: str,
        path: str,
        body: Any,
        query: dict[str, Any] | None,
        idempotency_key: str | None,
    ) -> Any:
        address = f"{self._url}{BASE}{path}" + (f"?{urlencode(query)}" if query else "")
        headers = {"x-api-key": self._key, "accept": "application/json"}
        if idempotency_key is not None:
            headers["idempotency-key"] = idempotency_key
        data = None
        if body is not None:
            headers["content-type"] = "application/json"
            data = json.dumps(body).encode()
        request = Request(address, data, headers, method=method)
        # The server answers a wait after at most 50 seconds.
        timeout = 15 + float((query or {}).get("wait", 0))
        try:
            with self._open(request, timeout=timeout) as answer:
                return _json(answer.read(), address)
        except HTTPError as error:
            raise _refusal(error, address) from None
        except (URLError, HTTPException, OSError) as error:
            raise Unreachable(f"{self._url} does not answer: {error}") from error


def _refusal(error: HTTPError, address: str) -> Refused | Unreachable | NotUnderstood:
    if error.headers.get_content_type() == "application/problem+json":
        return Refused(_json(error.read(), address))
    if error.code in _AWAY:
        return Unreachable(f"{address} answered {error.code}.")
    return NotUnderstood(f"{address} answered {error.code}, not as Mission Control does.")


def _json(text: bytes, address: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError as error:
        raise NotUnderstood(f"{address} answered something that is not JSON.") from error
