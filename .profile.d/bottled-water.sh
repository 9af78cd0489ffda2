# SPDX-License-Identifier: Apache-2.0
# Read at the start of each dyno, so that "heroku run bottled-water …" finds what the build pack has built.
export PATH="$HOME/target/bottled-water/bin:$PATH"
