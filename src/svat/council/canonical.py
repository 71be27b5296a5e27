"""The council's canonical text: JSON in its one form and its hash, in proofs and in the web application's audit log."""

from __future__ import annotations

from svat.law.proof.canonical import canonical as canonical
from svat.law.proof.canonical import sha256 as sha256
