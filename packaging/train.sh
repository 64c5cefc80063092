#!/bin/sh
# Makes the encoder that ships, from Debian's packages and music of our own, and judges it.
#
#   packaging/train.sh [DIR]    works in DIR, ~/.cache/deej-training if none is given
#
# Whatever it is interrupted in, it goes on there when it is run again. Debian or Ubuntu only.
set -eu

cd "$(dirname "$0")/.."
place=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/deej-training}
mkdir -p "$place"
deej() { .venv/bin/deej --data-dir "$place/data" "$@"; }

packaging/training_music.sh "$place"
.venv/bin/python -m training_music "$place/train/composed"
deej train encoder --music "$place/train" --cache "$place/cache" --out models/deej-default \
    --id deej-default-5 --name Deej --epsilon 0.01 --steps 2500 --songs 64 --random-seed 1
deej evaluate --music "$place/judge" --robustness | tee "$place/table.txt"
