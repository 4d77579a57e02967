# Tugas sehari-hari. `make help` menyebut semuanya.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8501
WATCH ?= none
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
export PEDULIHAM_DATA ?= data

.PHONY: help run layanan debian test uji-putus uji-bunuh uji-pilihan uji-unggahan kunci build batas batas-bila-bisa npm-bila-perlu mampat lint aman bench bench-layanan bench-ingatan screenshot browser clean
help: ## daftar perintah ini
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

# setiap wheel menurut sidiknya; tanpa membangun dari sumber, sebab alat pembangunnya tidak terkunci
PASANG = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

$(STAMPS)/run: requirements.lock
	@mkdir -p $(STAMPS)
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PASANG) -r requirements.lock
	@touch $@

$(STAMPS)/dev: $(STAMPS)/run requirements-dev.lock
	$(PASANG) -r requirements-dev.lock
	@touch $@

kunci: $(STAMPS)/dev ## tulis *.lock dari requirements*.txt dan constraints.txt: sidik semua wheel, CPython 3.11 ke atas (perlu jaringan)
	for daftar in requirements requirements-postgres requirements-dev requirements-npm; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: --no-annotate \
	    --custom-compile-command "make kunci" -c constraints.txt $$daftar.txt -o $$daftar.lock || exit; done

build: $(STAMPS)/run ## bangun gudang data dari folder PEDULIHAM_DATA (bawaan: data/)
	@$(BIN)/python -m etl bangun; kode=$$?; \
	if [ $$kode -eq 1 ]; then echo "Gudang terbangun; sebagian baris ditolak (lihat ringkasan di atas)."; \
	elif [ $$kode -ge 2 ]; then echo "Gudang TIDAK terbangun (kode $$kode)." >&2; exit $$kode; fi

batas: $(STAMPS)/run ## bangun peta batas wilayah (ARGS= diteruskan, mis. ARGS="--sumber BERKAS --kolom-kode KOLOM")
	@$(BIN)/python -m etl batas $(ARGS); kode=$$?; \
	if [ $$kode -eq 1 ]; then echo "Batas terbangun; sebagian wilayah tidak ada (lihat di atas)."; \
	elif [ $$kode -ge 2 ]; then echo "Batas TIDAK terbangun (kode $$kode)." >&2; exit $$kode; fi

# npm dari PyPI, dalam lingkungan tersendiri, bila mesin ini tidak memilikinya dan batas belum pernah dibangun
NPM := $(STAMPS)/npm
npm-bila-perlu: $(STAMPS)/run
	@command -v npm >/dev/null || [ -e $(PEDULIHAM_DATA)/batas/asal.json ] || [ -x $(NPM)/bin/npm ] || { \
	  echo "npm tidak ada: mengambilnya dari PyPI ke $(NPM) (60 MB, sekali) …"; $(PYTHON) -m venv $(NPM) && \
	  $(NPM)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-npm.lock; } || true

batas-bila-bisa: $(STAMPS)/run npm-bila-perlu # untuk make run: tanpa jaringan dasbor tetap berjalan, dengan peta petak
	@PATH="$$PATH:$(CURDIR)/$(NPM)/bin" $(BIN)/python -m etl batas; kode=$$?; \
	if [ $$kode -ge 2 ]; then \
	  echo "!!!! BATAS WILAYAH TIDAK TERBANGUN (kode $$kode): peta petak menggantikannya; ulangi dengan make batas !!!!" >&2; fi

mampat: batas-bila-bisa # skrip dan peta bagi jalur yang lambat, satu kali
	@$(BIN)/python -m deploy.mampat || echo "!!!! SKRIP TIDAK DIMAMPATKAN: dasbor tetap berjalan, muatan pertamanya lebih berat !!!!" >&2

run: build mampat ## jalankan dasbor di http://localhost:8501 (PORT= menggantinya)
	$(BIN)/python -m streamlit run server.py --server.port $(PORT) --server.fileWatcherType $(WATCH)

layanan: build mampat ## situs dan dasbor di belakang nginx, satu replika per inti, di http://ham.localhost:8080 (ARGS= diteruskan)
	@$(MAKE) --no-print-directory debian paket=nginx
	$(BIN)/python -m deploy.satu_mesin $(ARGS)

debian: # program Debian yang disebut paket=: dipasang bila belum ada dan boleh, kalau tidak satu baris yang keras
	@PATH="$$PATH:/usr/sbin"; command -v $(paket) >/dev/null && exit 0; \
	sudo=""; [ "$$(id -u)" = 0 ] || sudo="sudo -n"; \
	if command -v apt-get >/dev/null && $$sudo true 2>/dev/null; then \
	  $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $(paket) >/dev/null || true; fi; \
	command -v $(paket) >/dev/null || echo "!!!! $(paket) TIDAK ADA DAN TIDAK DAPAT DIPASANG (apt-get install $(paket)) !!!!" >&2

browser: # Chromium Debian untuk uji peramban: dipasang bila boleh, dituntut bila CI=true; di CI juga Chromium tanpa jendela (lebih ringan, tidak wajib), nginx (deploy/nginx), PostgreSQL (ruang kerja bersama)
	@perlu=chromium; [ "$$CI" != true ] || perlu="chromium chromium-headless-shell nginx postgresql"; kurang=""; PATH="$$PATH:/usr/sbin"; \
	ada() { command -v $$1 >/dev/null || { [ $$1 = postgresql ] && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }; }; \
	for paket in $$perlu; do ada $$paket || kurang="$$kurang $$paket"; done; \
	[ -n "$$kurang" ] || exit 0; \
	sudo=""; [ "$$(id -u)" = 0 ] || sudo="sudo -n"; \
	if command -v apt-get >/dev/null && $$sudo true 2>/dev/null; then $$sudo apt-get update -qq; \
	  for paket in $$kurang; do $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$paket >/dev/null || true; done; fi; \
	for paket in $$kurang; do ada $$paket || [ $$paket = chromium-headless-shell ] || \
	  echo "!!!! $$paket TIDAK ADA: uji yang memerlukannya dilewati (apt-get install $$paket) !!!!" >&2; done; \
	[ "$$CI" != true ] || command -v chromium >/dev/null

test: $(STAMPS)/dev browser batas-bila-bisa ## semua uji, termasuk peramban (ARGS= diteruskan ke pytest)
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

uji-putus: $(STAMPS)/dev ## ruang kerja bersama: 200 sambungan diputus, PostgreSQL dimulai ulang 20 kali (docs/ruang.md); perlu PostgreSQL
	PEDULIHAM_UJI_PUTUS=200 PEDULIHAM_UJI_MULAI=20 $(BIN)/python -m pytest -n 0 -s tests/etl_ruang/test_ruang_cuts.py $(ARGS)

uji-bunuh: $(STAMPS)/dev ## pembangun, pemuat, penerbit dan penyunting dimatikan 200 kali pada saat acak
	PEDULIHAM_UJI_BUNUH=200 $(BIN)/python -m pytest -n 0 -s tests/etl tests/etl_hasil tests/etl_isian -k "disaster and kill" $(ARGS)

uji-pilihan: $(STAMPS)/dev ## aturan pilihan klaim dibandingkan dengan kembarannya yang polos, 600 contoh
	PEDULIHAM_UJI_PILIHAN=600 $(BIN)/python -m pytest -n 0 -s tests/etl/test_etl_choice.py $(ARGS)

N ?= 6000
uji-unggahan: $(STAMPS)/dev ## berkas jahat sebesar yang diterima, lalu N= (bawaan 6000) berkas yang diubah acak, sepuluh sekaligus, lewat halaman
	UNGGAHAN=$(N) $(BIN)/python -m pytest -n 0 -s tests/keamanan/test_uploads.py $(ARGS)

lint: $(STAMPS)/dev ## gaya, tipe, dan aturan impor
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports --no-cache

aman: $(STAMPS)/dev ## pola berbahaya dalam kode, kelemahan yang diketahui dalam paket (docs/keamanan.md)
	$(BIN)/bandit -q -c pyproject.toml -r app.py server.py dasbor etl pages deploy .ci
	$(BIN)/python .ci/periksa_paket.py

bench: $(STAMPS)/dev browser build batas-bila-bisa ## ukur laju dan bandingkan dengan bench/baseline.json (ARGS= diteruskan)
	$(BIN)/python -m bench $(ARGS)

bench-layanan: $(STAMPS)/dev build batas-bila-bisa ## ukur situs dan replika di belakang nginx (docs/skala.md); ARGS= diteruskan
	@$(MAKE) --no-print-directory debian paket=nginx; $(MAKE) --no-print-directory debian paket=wrk
	$(BIN)/python -m bench.layanan $(ARGS)

bench-ingatan: $(STAMPS)/dev build batas-bila-bisa ## setiap jenis berkas dan 6.000 tampilan acak: memori di bawah 0,7 GB (docs/keamanan.md); ARGS= diteruskan
	$(BIN)/python -m bench.ingatan $(ARGS)

screenshot: $(STAMPS)/dev browser build batas-bila-bisa ## foto halaman README ke docs/gambar/
	$(BIN)/python -m bench.screenshot docs/gambar ringkasan peta

clean: ## buang lingkungan dan cap; data tidak disentuh
	rm -rf $(VENV) $(STAMPS)
