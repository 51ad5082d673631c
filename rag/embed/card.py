"""The card of a trained model: what it is, what it was made from, under which licences, how good it is."""

from __future__ import annotations

from collections.abc import Mapping

from rag.embed.testsets import Figures

_HEAD = """---
library_name: sentence-transformers
pipeline_tag: sentence-similarity
language: [zh, en]
license: cc-by-sa-4.0
---

# Built-in bilingual sentence encoder

A static encoder for Chinese and English: one vector per token, averaged over a text and brought to unit
length. It was trained from random vectors by `policy-rag train-encoder`; no other model took part. It opens
with `SentenceTransformer(FOLDER)` and, without torch, with `rag.embed.encoder.open_encoder`. Rows are stored
as int8 (`embeddings`) with one float32 multiplier a token (`weights`).

It knows no word order and no negation: it finds texts on the same matter, it does not judge what they say.
"""

_SOURCES = """## Data, licences and attribution

| source | licence and attribution |
| --- | --- |
| jiyu sentences (jiyushe/jiyu-example-sentence-source) | repository Apache-2.0; first origin unverified |
| Python documentation in Chinese (python/python-docs-zh-cn) | translations CC0, originals PSF licence |
| Django documentation, Chinese translation (django/django-docs-translations) | BSD-3-Clause |
| Tatoeba Chinese-English, from manythings.org | CC BY 2.0 FR; tatoeba.org and its contributors |
| PRC Constitution and Assembly Law, translated | outside copyright, PRC Copyright Law Article 5 |
| CC-CEDICT, release of 2019-10-25, MDBG | CC BY-SA 4.0 |
| glossary of building and administration terms; glossary of this project (`rag/data/glossary.tsv`) | CC0 |
| CMRC 2018 (ymcui/cmrc2018) | CC BY-SA 4.0 |
| DRCD (DRCKnowledgeTeam/DRCD) | CC BY-SA 3.0 |
| CSL titles, keywords and abstracts (ydli-ai/CSL) | Apache-2.0 |
| PAWS-X | free use for any purpose; Google |
| policy documents (LawRefBook/Laws, gov.cn, Guangzhou, Hailar) | outside copyright, Article 5 likewise |

Never trained on: NTREX (CC BY-SA 4.0), 2 % of Tatoeba, 10 % of the passages of CMRC 2018 and DRCD with their
questions, 5 % of the statutes with their text and questions, the notices shipped with this project, and any
text that repeats one of these. They are the test sets above.
"""


_OWN_DATA = """\
## Training on data of your own

`policy-rag train-encoder --data FOLDER --output MODEL`, then `POLICY_RAG_ENCODER=MODEL` and `policy-rag build`. The
folder holds these nine files, gzipped UTF-8; one of which you have nothing may be empty. It takes a CPU of two cores
under an hour for a million pairs, uses an accelerator where torch finds one, and repeats itself for the same seed.

| file | a line |
| --- | --- |
| `parallel-zh-en.tsv.gz`, `parallel-zh-en-general.tsv.gz` | Chinese, English and source, separated by tabs |
| `terms-zh-en.tsv.gz` | Chinese term, tab, English terms separated by `;` |
| `cedict.txt.gz` | CC-CEDICT: `亞類 亚类 [ya4 lei4] /subtype/subclass/` |
| `qa-zh.jsonl.gz`, `qa-zh-policy-templated.jsonl.gz` | `{"question", "passage"}`; the latter's open with a title |
| `title-passage-zh.jsonl.gz` | `{"title", "keywords", "passage"}`; the keywords a string or a list of strings |
| `similar-zh.tsv.gz` | two sentences and a score, 1 for the same |
| `policy-text-zh.jsonl.gz` | `{"title", "text"}`, one article a line of the text |

Rows whose source is `ntrex`, and shares of the others by hash, are set aside as the test sets.

"""


def card_text(
    *,
    options: Mapping[str, object],
    counts: Mapping[str, int],
    hashes: Mapping[str, str],
    figures: Mapping[str, Figures],
    seconds: float,
) -> str:
    """The text of README.md in Markdown.

    Args:
        options: Names and values of the training options.
        counts: Number of pairs of each kind.
        hashes: SHA-256 of each file of training data, by name.
        figures: Figures on the test sets, by name.
        seconds: How long the training took.
    """
    shown = {name: value for name, value in options.items() if name != "keep_out"}
    blocks = (
        _HEAD,
        "## Figures on the test sets\n",
        _table(
            ("set", "recall@1", "recall@10", "MRR", "nDCG@10"),
            [
                (
                    name,
                    *(f"{x:.3f}" for x in (one.recall_1, one.recall_10, one.mrr, one.ndcg_10)),
                )
                for name, one in figures.items()
            ],
        ),
        (
            f"## Recipe\n\nTrained in {seconds / 60:.0f} minutes. Symmetric InfoNCE with in-batch negatives,\n"
            "one kind of pair a batch, Adam with a linearly falling rate, mean of token vectors.\n"
        ),
        _table(("option", "value"), [(name, str(value)) for name, value in shown.items()]),
        _table(
            ("kind of pair", "pairs"),
            [(name, f"{count:,}") for name, count in counts.items()],
        ),
        _SOURCES,
        _OWN_DATA,
        _table(("file", "SHA-256"), list(hashes.items())),
    )
    return "\n".join(blocks)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)
