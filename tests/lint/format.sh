#!/usr/bin/env bash
# Every source is as clang-format writes it; prints those that are not and fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
git ls-files -z --cached --others --exclude-standard '*.cpp' '*.hpp' |
  xargs -0 -P "$(nproc)" -n 40 clang-format --dry-run --Werror
