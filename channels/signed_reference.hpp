#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace triand::channels {

// A reference that comes back from outside where nobody logs in, in a bounce's address or a link, with a signature that
// only this database's key can make: "REFERENCE-signature". The signature is HMAC-SHA256 over the purpose and the
// reference, cut to 60 bits, as 12 characters of base32; what was signed for one purpose is worth nothing for another.
// Letters and digits and one '-': fit for the local part of an address and for a URL.
inline constexpr std::size_t kSignatureLength = 12;
// Of both with what parts them.
inline constexpr std::size_t kLongestSigned = 32 + 1 + kSignatureLength;

[[nodiscard]] std::string sign_reference(std::string_view key, std::string_view purpose,
                                         std::string_view reference);

// The reference in capitals, if the signature is ours. Letter case does not matter: mail servers may change it.
// Takes the same time for every wrong signature.
[[nodiscard]] std::optional<std::string> read_signed_reference(std::string_view key, std::string_view purpose,
                                                               std::string_view text);

}  // namespace triand::channels
