#pragma once

#include <string>
#include <string_view>

namespace triand::channels::email {

// The envelope sender of each message (variable envelope return path): it names the message and is signed, so that what
// comes back to it is known to be about that message, and nobody can have an address suppressed by writing to us.
class BounceAddress {
 public:
  // `pattern`: "bounces+{reference}@bounce.example.vn"; `key`: what the database signs with.
  BounceAddress(std::string_view pattern, std::string key);

  // "bounces+REFERENCE-signature@bounce.example.vn"
  [[nodiscard]] std::string of(std::string_view reference) const;

  struct Found {
    std::string reference;  // of the first address with our signature; empty: there is none
    bool forged = false;    // there is one of this form whose signature is wrong, and none whose is right
  };
  // Looks for such an address in any text, in any letter case.
  [[nodiscard]] Found find_in(std::string_view text) const;

 private:
  std::string before_;  // the reference
  std::string after_;
  std::string key_;
};

}  // namespace triand::channels::email
