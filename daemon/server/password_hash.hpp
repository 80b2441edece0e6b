#pragma once

#include <string>

namespace triand::server {

// A password as it is hashed and its characters are counted: NFC, for one keyboard sends "ế" as one character and
// another as three. Bytes that are no UTF-8 stay as they are.
[[nodiscard]] std::string as_hashed(const std::string& password);

// The hash that is kept of a password, as_hashed(): yescrypt with a salt of its own, as crypt(5) writes it ("$y$…").
// Takes some hundredths of a second and 16 MB, on purpose; any thread. Throws std::runtime_error when the system has no
// random bytes.
[[nodiscard]] std::string hash_password(const std::string& password);

// Whether a hash was made of this password, however it was typed. Takes as long whatever differs; an empty hash fits
// nothing.
[[nodiscard]] bool fits_password(const std::string& hash, const std::string& password);

// Overwrites a text that was secret before its memory is given back.
void wipe(std::string& secret);

}  // namespace triand::server
