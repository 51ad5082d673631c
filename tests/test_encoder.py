"""The encoder: two loaders that agree, unit rows, refusals that say what to do, and quick enough."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from rag.embed.encoder import StaticEncoder, built_in_folder, open_encoder
from rag.embed.folder import quantise, replacing, write_model
from rag.embed.vocabulary import tokenizer_of
from rag.errors import ModelMissing

WORDS = {"智能": 4.0, "建造": 3.0, "城市": 2.0, "试点": 2.0, "city": 1.0}
VECTORS = np.array(
    [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 0.6, 0.8], [0, 0, 2]],
    dtype=np.float32,
)
TEXTS = (
    "哪些城市对智能建造项目给予财政奖励？",
    "重庆、南京、厦门发布第二批智能建造试点企业名单",
    "Which cities subsidise prefabricated buildings?",
    "裝配式建築容積率獎勵 3%",
    "，。！",
    "",
    "BIM１２３ ﬁne",
)


@pytest.fixture
def small_model(tmp_path: Path) -> Path:
    write_model(tmp_path, tokenizer_of(WORDS), VECTORS, card="")
    return tmp_path


def test_vector_of_a_text_is_the_unit_mean_of_its_token_vectors(
    small_model: Path,
) -> None:
    encoder = open_encoder(str(small_model))
    assert encoder.dim == 3
    found = encoder.encode_queries(["智能建造"])
    np.testing.assert_allclose(found, [[0.5**0.5, 0.5**0.5, 0]], atol=1e-6)


def test_text_without_a_known_token_gets_a_zero_row(small_model: Path) -> None:
    found = open_encoder(str(small_model)).encode_passages(["", "，。", "龘", "city"])
    np.testing.assert_array_equal(found[:3], np.zeros((3, 3)))
    np.testing.assert_allclose(found[3], [0, 0, 1], atol=1e-6)


def test_no_texts_give_no_rows(small_model: Path) -> None:
    assert open_encoder(str(small_model)).encode_queries([]).shape == (0, 3)


def test_full_width_and_capital_letters_read_as_plain_ones(small_model: Path) -> None:
    found = open_encoder(str(small_model)).encode_queries(["ＣＩＴＹ", "City"])
    np.testing.assert_array_equal(found[0], found[1])


def test_prompts_of_the_model_are_put_before_the_texts(small_model: Path) -> None:
    plain = open_encoder(str(small_model))
    config = small_model / "config_sentence_transformers.json"
    config.write_text(json.dumps({"prompts": {"query": "city ", "passage": "城市"}}), encoding="utf-8")
    prompted = open_encoder(str(small_model))
    np.testing.assert_allclose(prompted.encode_queries(["智能"]), plain.encode_queries(["city 智能"]))
    np.testing.assert_allclose(prompted.encode_passages(["智能"]), plain.encode_passages(["城市智能"]))
    assert prompted.fingerprint != plain.fingerprint


def test_quantised_rows_come_within_half_a_step() -> None:
    rows, weights = quantise(VECTORS)
    assert rows.dtype == np.int8
    steps = np.abs(VECTORS).max(axis=1, keepdims=True) / 127
    assert np.all(np.abs(rows * weights[:, None] - VECTORS) <= steps / 2 + 1e-7)


def test_plain_float_folder_opens_as_well(small_model: Path) -> None:
    from safetensors.numpy import save_file

    save_file({"embedding.weight": VECTORS}, small_model / "model.safetensors")
    found = open_encoder(str(small_model)).encode_queries(["智能试点"])
    assert isinstance(open_encoder(str(small_model)), StaticEncoder)
    expected = VECTORS[1] + VECTORS[4]
    np.testing.assert_allclose(found[0], expected / np.linalg.norm(expected), atol=1e-6)


def test_model_of_two_versions_is_refused(small_model: Path) -> None:
    from safetensors.numpy import save_file

    save_file({"embedding.weight": VECTORS[:2]}, small_model / "model.safetensors")
    with pytest.raises(ModelMissing, match="6 个词元，却有 2 个向量"):
        open_encoder(str(small_model))


def test_broken_model_file_is_refused(small_model: Path) -> None:
    (small_model / "model.safetensors").write_bytes(b"cut off")
    with pytest.raises(ModelMissing, match="请重新复制完整的模型文件夹"):
        open_encoder(str(small_model))


def test_missing_folder_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="请检查路径"):
        open_encoder(str(tmp_path / "nowhere"))


def test_folder_without_a_model_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="再写它的路径"):
        open_encoder(str(tmp_path))


def test_one_flipped_byte_in_the_middle_of_large_weights_makes_another_model(tmp_path: Path) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    write_model(folder, tokenizer_of(WORDS), VECTORS, card="")
    from safetensors.numpy import save_file

    save_file({"embeddings": np.zeros((len(VECTORS), 12_000_000), dtype=np.int8)}, folder / "model.safetensors")
    before = open_encoder(str(folder)).fingerprint
    with (folder / "model.safetensors").open("r+b") as weights:
        weights.seek(40_000_000)
        weights.write(b"\x01")
    assert (folder / "model.safetensors").stat().st_size > 2**26
    assert open_encoder(str(folder)).fingerprint != before


def test_interrupted_training_leaves_the_old_model_whole(small_model: Path, tmp_path: Path) -> None:
    output = tmp_path / "model"
    output.mkdir()
    (output / "old").write_text("old", encoding="utf-8")

    def stop(folder: Path) -> None:
        with replacing(folder) as fresh:
            (fresh / "new").write_text("new", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop(output)
    assert [path.name for path in output.iterdir()] == ["old"]
    with pytest.raises(KeyboardInterrupt):
        stop(tmp_path / "none" / "model")
    assert not (tmp_path / "none").exists()
    with replacing(output) as fresh:
        (fresh / "new").write_text("new", encoding="utf-8")
    assert [path.name for path in output.iterdir()] == ["new"]
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".model")]


def test_built_in_model_is_small_and_gives_unit_rows() -> None:
    files = [path for path in built_in_folder().rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 25_000_000
    found = open_encoder().encode_passages(TEXTS)
    np.testing.assert_allclose(np.linalg.norm(found[:4], axis=1), 1, atol=1e-5)
    assert not found[4:6].any()


def test_built_in_model_puts_the_translation_first() -> None:
    encoder = open_encoder()
    passages = [
        "财政补贴装配式建筑",
        "建立工作机制，加强组织领导",
        "施工现场质量安全监管",
    ]
    english = [
        "subsidies for prefabricated buildings",
        "working mechanism and leadership",
        "site safety",
    ]
    scores = encoder.encode_queries(english) @ encoder.encode_passages(passages).T
    assert scores.argmax(axis=1).tolist() == [0, 1, 2]


def test_built_in_model_opens_in_a_third_of_a_second_without_torch() -> None:
    code = (
        "import time; t = time.perf_counter()\n"
        "from rag.embed.encoder import open_encoder; open_encoder().encode_queries(['城市'])\n"
        "import sys; assert 'torch' not in sys.modules; print(time.perf_counter() - t)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout) for _ in range(3)
    ]
    assert min(runs) < 0.6  # 0.3 s where nothing else runs


def test_one_question_takes_less_than_a_millisecond() -> None:
    encoder = open_encoder()
    times: list[float] = []
    for _ in range(50):
        start = time.perf_counter()
        encoder.encode_queries(["哪些城市对智能建造试点项目给予财政奖励？"])
        times.append(time.perf_counter() - start)
    assert sorted(times)[10] < 0.001


def test_sentence_transformers_reads_the_same_vectors() -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(built_in_folder()), device="cpu")
    theirs = model.encode_query([text for text in TEXTS if text], normalize_embeddings=True)
    ours = open_encoder().encode_queries([text for text in TEXTS if text])
    np.testing.assert_allclose(ours, theirs, atol=1e-5)
