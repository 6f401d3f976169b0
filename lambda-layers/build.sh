#!/usr/bin/env bash
# Builds both layers into their build/ folders.
#   build.sh                  build
#   build.sh --check          build and compare with dist/, naming what differs; equal input must give equal bytes
#   build.sh --accept         build, name what differs from dist/, and replace it
#   build.sh --into FOLDER    build into FOLDER/<layer>/ instead
set -euo pipefail
source "$(dirname "$(realpath "$0")")/tools/common.sh"

after=none into=
while [ $# -gt 0 ]; do
  case $1 in
    --check) after=check ;;
    --accept) after=accept ;;
    --into) into=$(mkdir -p "$2" && realpath "$2") && shift ;;
    *) fail "$(sed -n '2,6s/^# \{0,1\}//p' "$0")" ;;
  esac
  shift
done

for layer in "${layer_names[@]}"; do
  folder=${into:+$into/$layer}
  folder=${folder:-$layers_folder/$layer/build}
  echo "building $layer"
  "$layers_folder/$layer/build.sh" "$folder"
  dist=$layers_folder/$layer/dist
  case $after in
    check) "$tools_python" "$tools_folder/compare.py" "$dist" "$folder" ;;
    accept)
      [ ! -e "$dist/manifest.json" ] || "$tools_python" "$tools_folder/compare.py" "$dist" "$folder" || true
      mkdir -p "$dist" && cp "$folder/$layer.zip" "$folder/$layer.zip.sha256" "$folder/manifest.json" "$dist/"
      ;;
  esac
done
