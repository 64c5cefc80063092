"""The door to libpulse: is there a sound server, and is it still the same one?

A libVLC player whose sound server dies plays on in silence and says nothing. So we keep a
connection of our own, which costs the server nothing and breaks when it goes away. PipeWire
answers to the same library.
"""

from __future__ import annotations

import ctypes
from enum import Enum

_LIBRARY = "libpulse.so.0"
_READY = 4
_BROKEN = (5, 6)


class ServerState(Enum):
    """How a connection stands."""

    PENDING = "pending"
    READY = "ready"
    GONE = "gone"


class PulseConnection:
    """One connection to the listener's sound server, made once; used by one thread.

    Asked, never asking: no callback of libpulse runs any Python.

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
            self._lib.pa_threaded_mainloop_unlock(self._loop)
            if state == _READY:
                self._state = ServerState.READY
            elif state in _BROKEN:
                self._state = ServerState.GONE
        return self._state

    def close(self) -> None:
        """End the connection."""
        self._lib.pa_threaded_mainloop_stop(self._loop)
        self._lib.pa_context_disconnect(self._context)
        self._lib.pa_context_unref(self._context)
        self._lib.pa_threaded_mainloop_free(self._loop)
        self._state = ServerState.GONE


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
        ("pa_context_disconnect", None, [pointer]),
        ("pa_context_unref", None, [pointer]),
    ):
        function = getattr(lib, name)
        function.restype = result
        function.argtypes = arguments
    return lib
