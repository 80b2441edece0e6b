#include "channels/email/date_header.hpp"

#include <date/date.h>

namespace triand::channels::email {

std::string date_header(std::chrono::system_clock::time_point at) {
  const auto local = date::floor<std::chrono::seconds>(at) + std::chrono::hours{7};
  return date::format("%a, %d %b %Y %H:%M:%S +0700", local);
}

}  // namespace triand::channels::email
