#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace triand::channels::email {

// A mailbox that a mail server delivers to, one file a message: complete files appear in `new/` by renaming
// (https://cr.yp.to/proto/maildir.html). One thread. What the disk says no to is thrown as std::system_error.
class Maildir {
 public:
  explicit Maildir(std::string path) : path_(std::move(path)) {}

  // What is missing for us to empty it, as the end of a sentence that begins with the path; empty: nothing.
  [[nodiscard]] std::string fault() const;

  // The names of at most `limit` files in new/, in no particular order.
  [[nodiscard]] std::vector<std::string> fresh(std::size_t limit) const;
  // The first `limit` bytes of a file in new/; nothing when it is gone, or no regular file.
  [[nodiscard]] std::optional<std::string> read(const std::string& name, std::size_t limit) const;
  // A message that is done with.
  void remove(const std::string& name) const;
  // A message for people to look at: moved to cur/, as seen.
  void keep(const std::string& name) const;

 private:
  std::string path_;
};

}  // namespace triand::channels::email
