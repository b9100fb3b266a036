"""The public log of a poll: what is hashed, a Merkle tree over it, and what is signed."""

from algorithms.log.ballots import choices_hash, leaf_hash, slot_hash, voter_nonce
from algorithms.log.blocks import BLOCK, consistency_proof_of, inclusion_proof_of, root_of
from algorithms.log.canonical import CanonicalError, canonical_choices, canonical_json
from algorithms.log.merkle import (
    Tree,
    consistency_proof,
    entry_hash,
    inclusion_proof,
    root,
    verify_consistency,
    verify_inclusion,
)
from algorithms.log.statements import head_statement, receipt_statement

__all__ = [
    "BLOCK",
    "CanonicalError",
    "Tree",
    "canonical_choices",
    "canonical_json",
    "choices_hash",
    "consistency_proof",
    "consistency_proof_of",
    "entry_hash",
    "head_statement",
    "inclusion_proof",
    "inclusion_proof_of",
    "leaf_hash",
    "receipt_statement",
    "root",
    "root_of",
    "slot_hash",
    "verify_consistency",
    "verify_inclusion",
    "voter_nonce",
]
