#!/usr/bin/env bash
# What cppcheck finds in the sources of the programs, or in those that are named, and cppcheck.supp does not let be; fails
# when that is anything.
set -euo pipefail
cd "$(dirname "$0")/../.."
files=("$@")
[ ${#files[@]} -gt 0 ] || mapfile -t files < <(git ls-files --cached --others --exclude-standard \
  'config/*.cpp' 'templates/*.cpp' 'channels/*.cpp' 'daemon/*.cpp' 'tests/standin/*.cpp')
exec cppcheck --enable=warning,performance,portability --std=c++20 --language=c++ --quiet --error-exitcode=1 -j "$(nproc)" \
  --suppressions-list=tests/lint/cppcheck.supp -I . '--template={file}:{line}: {message} [{id}]' "${files[@]}"
