"""Which machines may be asked: a page must not lead this machine to its own network."""

from __future__ import annotations

import ipaddress
import socket

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """An address that may not be asked, or has no machine; the message is the reason that goes on record."""


def resolve(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host, all of them fit to be asked; ask these, and never the name again.

    Raises:
        Refused: the name is unknown, or one of its addresses is inside the own network.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(f"the host {host} is not known ({getattr(error, 'strerror', None) or error})") from error
    numbers = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    for number in numbers:
        if not allow_private and not is_public(number):
            raise Refused(f"{host} is {number}, inside this machine's own network, which is not asked unless allowed")
    return numbers


def is_public(number: str) -> bool:
    """Whether an IP address is one of the open internet, also where it is wrapped in another one."""
    address = _innermost(ipaddress.ip_address(number))
    return address.is_global and not address.is_multicast


def _innermost(address: IPAddress) -> IPAddress:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    for wrapped in (address.ipv4_mapped, address.sixtofour, address.teredo[1] if address.teredo else None):
        if wrapped is not None:
            return wrapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
