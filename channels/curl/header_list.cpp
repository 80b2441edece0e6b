#include "channels/curl/header_list.hpp"

#include <algorithm>
#include <new>
#include <stdexcept>
#include <string_view>

#include <curl/curl.h>

namespace triand::channels {
namespace {

bool is_token(const std::string& name) {
  constexpr std::string_view kPunctuation = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           kPunctuation.find(c) != std::string_view::npos;
  });
}

}  // namespace

bool is_header_value(const std::string& value) {
  return std::none_of(value.begin(), value.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F;
  });
}

std::shared_ptr<const HeaderList> HeaderList::make(const Fields& fields) {
  std::shared_ptr<HeaderList> out(new HeaderList);
  // Without this libcurl asks for permission before a large body and waits a second for it.
  out->append("Expect:");
  for (const auto& [name, value] : fields) {
    if (!is_token(name)) throw std::invalid_argument("\"" + name + "\" cannot be the name of a header");
    if (!is_header_value(value))
      throw std::invalid_argument("the header " + name + " has a control character");
    // libcurl drops "Name:" without a value; "Name;" is its way to say it.
    std::string line = name;
    line.append(value.empty() ? ";" : ": ").append(value);
    out->append(line);
  }
  return out;
}

HeaderList::~HeaderList() { curl_slist_free_all(list_); }

void HeaderList::append(const std::string& line) {
  curl_slist* longer = curl_slist_append(list_, line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  list_ = longer;
}

}  // namespace triand::channels
