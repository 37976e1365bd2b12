"""Which machines may be asked: public ones, unless the user allows the others.

A name is looked up once, every address it has is judged, and the connection goes to an address that was judged:
a name that answers differently the second time (rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Callable

from marsad.errors import InputError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], list[str]]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_MOST_AT_ONCE = 64
_waiting = threading.BoundedSemaphore(_MOST_AT_ONCE)


def is_public(address: str) -> bool:
    """Whether the address is one of the public internet, also where it wraps an address of version 4."""
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in _meant(found))


def _meant(address: Address) -> list[Address]:
    """The address and those of version 4 that it stands for (mapped, 6to4, Teredo, NAT64)."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    inner: list[Address] = [address]
    if address.sixtofour is not None:
        inner.append(address.sixtofour)
    if address.teredo is not None:
        inner += address.teredo
    return inner


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses of a name by the system's resolver, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def addresses(
    host: str, port: int, seconds: float, private: bool, resolver: Resolver = system_resolver
) -> list[str]:
    """Addresses of the host that may be connected to. Raises ``InputError`` where there is none, or one is not public.

    One private address among public ones refuses the name whole: it is how rebinding looks from outside.
    """
    try:
        found = [str(ipaddress.ip_address(host.strip("[]")))]
    except ValueError:
        found = _looked_up(host, port, seconds, resolver)
    if not private:
        inside = next((address for address in found if not is_public(address)), None)
        if inside is not None:
            raise InputError(41, f"{host} is at {inside}, an address of an inner network.",
                             mend="Allow it with --allow-private if you know it.")  # fmt: skip
    return found


def _looked_up(host: str, port: int, seconds: float, resolver: Resolver) -> list[str]:
    """The resolver's answer within the time; the system's own limits run to minutes."""
    answer: list[str] = []
    fault: list[Exception] = []

    def ask() -> None:
        try:
            answer.extend(resolver(host, port))
        except Exception as error:
            fault.append(error)
        finally:
            _waiting.release()

    if not _waiting.acquire(timeout=max(seconds, 0.001)):
        raise InputError(43, f"too many names are being looked up; {host} had no turn in {seconds:.0f} s.")
    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise InputError(
            43, f"the address of {host} was not found within {seconds:.0f} s.", mend="Try later."
        )
    if fault or not answer:
        reason = getattr(fault[0], "strerror", None) or str(fault[0]) if fault else "it has no address"
        raise InputError(42, f"{host} cannot be found: {reason}.", mend="Check the name and your network.")
    return answer
