#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

struct curl_slist;

namespace triand::channels {

// The header lines of a request in the form libcurl reads them. Immutable and shared: requests with equal headers
// use one list, which lives until the last of them has ended.
class HeaderList {
 public:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  // Throws std::invalid_argument when a name is no token (RFC 9110, 5.6.2) or a value has a control character: libcurl
  // would let a line end through into the request. The message does not repeat the value.
  [[nodiscard]] static std::shared_ptr<const HeaderList> make(const Fields& fields);

  ~HeaderList();
  HeaderList(const HeaderList&) = delete;
  HeaderList& operator=(const HeaderList&) = delete;

  [[nodiscard]] curl_slist* get() const { return list_; }

 private:
  HeaderList() = default;
  void append(const std::string& line);

  curl_slist* list_ = nullptr;
};

// Whether a text can stand in a request as the value of a header field.
[[nodiscard]] bool is_header_value(const std::string& value);

}  // namespace triand::channels
