#!/bin/sh
# Fetch the freely licensed music that the default encoder is trained on, and the music that
# judges it, from Debian's packages: training_music.sh DIR fills DIR/train and DIR/judge.
# Needs apt-get, dpkg-deb, python3 and 6 GB of disk while it runs; 3 GB stay. A package that is
# there already is not fetched again.
set -eu

train="0ad-data colobot-common-sounds extremetuxracer-data freedroidrpg-data
fretsonfire-songs-sectoid lincity-ng-data megaglest-data naev-data planetblupi-music-ogg
singularity-music starfighter-data supertux-data supertuxkart-data warzone2100-music
wesnoth-1.16-music widelands-data"
judge="btanks-data drascula-music fillets-ng-data hedgewars-data hyperrogue-music lordsawar-data
nexuiz-music openclonk-data plee-the-bear-data pushover-data trackballs-data
ufoai-music warmux-data xmoto-data"

[ $# -eq 1 ] || { echo "usage: $0 DIR" >&2; exit 2; }
mkdir -p "$1"
target=$(cd "$1" && pwd)

fetch() { # fetch SIDE PACKAGE
    folder="$target/$1/$2"
    [ -d "$folder" ] && return
    echo "$2" >&2
    passing="$target/.passing"
    rm -rf "$passing"
    mkdir -p "$passing/files" "$target/$1"
    (cd "$passing" && apt-get -qq download "$2")
    dpkg-deb --fsys-tarfile "$passing"/*.deb | tar -x -C "$passing/files" --wildcards \
        '*.ogg' '*.opus' '*.mp3' '*/public.zip' '*music.pk3' '*/blobwars/music/*' '*/copyright' \
        2>/dev/null || true
    find "$passing/files" \( -name public.zip -o -name '*.pk3' \) | while read -r archive; do
        python3 -m zipfile -e "$archive" "$passing/unzipped"
        mkdir -p "$passing/files/music"
        find "$passing/unzipped" \( -path '*/music/*.ogg' -o -path '*/cdtracks/*.ogg' \) \
            -exec mv {} "$passing/files/music" \;
        rm -r "$archive" "$passing/unzipped"
    done
    # Blob Wars names its music without a suffix.
    find "$passing/files" -path '*/blobwars/music/*' ! -name '*.*' -exec mv {} {}.ogg \;
    # The same songs again: played faster, from another package, or in layers.
    find "$passing/files" \( -name '*_fast.ogg' -o -path '*/supertux2/music/misc/battle_theme.ogg' \
        -o -path '*/music/sequencer/*' \) -delete
    mv "$passing/files" "$folder"
    rm -rf "$passing"
}

for package in $train; do fetch train "$package"; done
for package in $judge; do fetch judge "$package"; done
