#!/bin/sh
# Fetch the freely licensed music that the default encoder is trained on, and the music that
# judges it, from Debian's packages: training_music.sh DIR fills DIR/train and DIR/judge.
# Needs apt-get, dpkg-deb, python3, fluidsynth with fluid-soundfont-gm, and 6 GB of disk while it
# runs; 3 GB stay. A package that is there already is not fetched again.
set -eu

train="0ad-data asc-music blobwars-data colobot-common-sounds extremetuxracer-data flare-game
freedroidrpg-data fretsonfire-songs-muldjord fretsonfire-songs-sectoid lincity-ng-data
marsshooter-data megaglest-data naev-data planetblupi-music-ogg redeclipse-data
singularity-music starfighter-data supertux-data supertuxkart-data unknown-horizons
warzone2100-music wesnoth-1.16-music widelands-data"
judge="a7xpg-data adonthell-data amoebax-data brainparty-data btanks-data caveexpress-data
drascula-music enigma-data fillets-ng-data freedink-data frozen-bubble-data gamine-data
gigalomania-data gunroar-data hedgewars-data hyperrogue-music lordsawar-data mu-cade-data
nexuiz-music noiz2sa-data openclonk-data openttd-openmsx parsec47-data pathological
pax-britannica-data pink-pony-data plee-the-bear-data pushover-data raincat-data rrootage-data
scorched3d-data titanion-data torus-trooper-data trackballs-data tumiki-fighters-data tuxmath-data
ufoai-music warmux-data wordwarvi-sound xmoto-data zaz-data"
# These keep their music among their sounds, where it would be taken for effects.
hidden="a7xpg-data caveexpress-data freedink-data gamine-data gunroar-data mu-cade-data noiz2sa-data
parsec47-data rrootage-data titanion-data torus-trooper-data tumiki-fighters-data tuxmath-data
wordwarvi-sound"
soundfont=/usr/share/sounds/sf2/FluidR3_GM.sf2

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
        '*/openmsx/*.mid' 2>/dev/null || true
    find "$passing/files" \( -name public.zip -o -name '*.pk3' \) | while read -r archive; do
        python3 -m zipfile -e "$archive" "$passing/unzipped"
        mkdir -p "$passing/files/music"
        find "$passing/unzipped" \( -path '*/music/*.ogg' -o -path '*/cdtracks/*.ogg' \) \
            -exec mv {} "$passing/files/music" \;
        rm -r "$archive" "$passing/unzipped"
    done
    # Blob Wars names its music without a suffix.
    find "$passing/files" -path '*/blobwars/music/*' ! -name '*.*' -exec mv {} {}.ogg \;
    case " $(echo $hidden) " in
        *" $2 "*)
            mkdir -p "$passing/music"
            find "$passing/files" -name '*.ogg' -size +500k -exec mv -t "$passing/music" {} +
            mv "$passing/music" "$passing/files/music"
            ;;
    esac
    find "$passing/files" -name '*.mid' | while read -r score; do
        fluidsynth -niq -r 22050 -g 0.6 -T oga -F "${score%.mid}.ogg" "$soundfont" "$score" \
            >/dev/null </dev/null
        rm "$score"
    done
    # The same songs again: played faster, from another package, or in layers.
    find "$passing/files" \( -name '*_fast.ogg' -o -path '*/supertux2/music/misc/battle_theme.ogg' \
        -o -path '*/music/sequencer/*' \) -delete
    mv "$passing/files" "$folder"
    rm -rf "$passing"
}

for package in $train; do fetch train "$package"; done
for package in $judge; do fetch judge "$package"; done
