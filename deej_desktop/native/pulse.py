"""The door to libpulse: is there a sound server, is it still the same one, and where is it heard?

A libVLC player whose sound server or whose last output goes away plays on in silence and says
nothing. So we keep a connection of our own, which costs the server nothing and breaks when it goes
away. PipeWire answers to the same library.
"""

from __future__ import annotations

import ctypes
from enum import Enum
from typing import Any

_LIBRARY = "libpulse.so.0"
_READY = 4
_BROKEN = (5, 6)
_SINK_EVENTS = 1
_KIND_OF_EVENT, _CHANGED = 0x30, 0x10

# What libpulse calls with a context, an event and its number, or with the details of one sink (its
# name comes first) and whether that was the last.
_OnEvent = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_int, ctypes.c_uint32, ctypes.c_void_p
)  # fmt: skip
_OnSink = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_void_p
)


class ServerState(Enum):
    """How a connection stands."""

    PENDING = "pending"
    READY = "ready"
    GONE = "gone"


class PulseConnection:
    """One connection to the listener's sound server, made once; used by one thread.

    Raises:
        OSError: There is no libpulse, or it cannot be started.
    """

    def __init__(self, name: str) -> None:
        self._lib = _load()
        self._loop = self._lib.pa_threaded_mainloop_new()
        if not self._loop:
            raise OSError("libpulse gives no main loop")
        api = self._lib.pa_threaded_mainloop_get_api(self._loop)
        self._context = self._lib.pa_context_new(api, name.encode())
        # libpulse calls these in a thread of its own, until `close`.
        self._on_event, self._on_sink = _OnEvent(self._heard_event), _OnSink(self._heard_of_sink)
        self._asked = False
        self._listing: set[str] = set()
        self._sinks: frozenset[str] | None = None
        failed = self._lib.pa_context_connect(self._context, None, 0, None) < 0
        if self._lib.pa_threaded_mainloop_start(self._loop) < 0:
            self._lib.pa_context_unref(self._context)
            self._lib.pa_threaded_mainloop_free(self._loop)
            raise OSError("libpulse cannot start its main loop")
        self._state = ServerState.GONE if failed else ServerState.PENDING

    def state(self) -> ServerState:
        """How the connection stands now; once gone it stays so."""
        if self._state is not ServerState.GONE:
            self._lib.pa_threaded_mainloop_lock(self._loop)
            state = self._lib.pa_context_get_state(self._context)
            if state == _READY and not self._asked:
                self._asked = True
                self._ask()
            self._lib.pa_threaded_mainloop_unlock(self._loop)
            if state in _BROKEN:
                self._state = ServerState.GONE
            elif self._sinks is not None:
                self._state = ServerState.READY
        return self._state

    @property
    def sinks(self) -> frozenset[str]:
        """The names of what the server can be heard on at present, once it is ready."""
        return self._sinks or frozenset()

    def close(self) -> None:
        """End the connection."""
        self._lib.pa_threaded_mainloop_stop(self._loop)
        self._lib.pa_context_disconnect(self._context)
        self._lib.pa_context_unref(self._context)
        self._lib.pa_threaded_mainloop_free(self._loop)
        self._state = ServerState.GONE

    def _ask(self) -> None:
        """Have the server tell its sinks, now and whenever one comes or goes."""
        self._lib.pa_context_set_subscribe_callback(self._context, self._on_event, None)
        self._forget(self._lib.pa_context_subscribe(self._context, _SINK_EVENTS, None, None))
        self._ask_for_sinks()

    def _ask_for_sinks(self) -> None:
        self._forget(self._lib.pa_context_get_sink_info_list(self._context, self._on_sink, None))

    def _heard_event(self, _context: int, event: int, _number: int, _data: int) -> None:
        if event & _KIND_OF_EVENT != _CHANGED:
            self._ask_for_sinks()

    def _heard_of_sink(self, _context: int, name: Any, last: int, _data: int) -> None:  # noqa: ANN401
        if last:
            self._sinks, self._listing = frozenset(self._listing), set()
        else:
            self._listing.add(name[0].decode(errors="replace"))

    def _forget(self, operation: int | None) -> None:
        """Let go of a question, whose answer comes all the same."""
        if operation:
            self._lib.pa_operation_unref(operation)


def _load() -> ctypes.CDLL:
    lib = ctypes.CDLL(_LIBRARY)
    pointer, number = ctypes.c_void_p, ctypes.c_int
    for name, result, arguments in (
        ("pa_threaded_mainloop_new", pointer, []),
        ("pa_threaded_mainloop_get_api", pointer, [pointer]),
        ("pa_threaded_mainloop_start", number, [pointer]),
        ("pa_threaded_mainloop_stop", None, [pointer]),
        ("pa_threaded_mainloop_lock", None, [pointer]),
        ("pa_threaded_mainloop_unlock", None, [pointer]),
        ("pa_threaded_mainloop_free", None, [pointer]),
        ("pa_context_new", pointer, [pointer, ctypes.c_char_p]),
        ("pa_context_connect", number, [pointer, ctypes.c_char_p, number, pointer]),
        ("pa_context_get_state", number, [pointer]),
        ("pa_context_set_subscribe_callback", None, [pointer, _OnEvent, pointer]),
        ("pa_context_subscribe", pointer, [pointer, number, pointer, pointer]),
        ("pa_context_get_sink_info_list", pointer, [pointer, _OnSink, pointer]),
        ("pa_operation_unref", None, [pointer]),
        ("pa_context_disconnect", None, [pointer]),
        ("pa_context_unref", None, [pointer]),
    ):
        function = getattr(lib, name)
        function.restype = result
        function.argtypes = arguments
    return lib
