#pragma once

#include <cstdint>
#include <string>

#include "daemon/store/time.hpp"

namespace triand::store {

// A delivery that a gateway took and of which nothing final is known.
struct TakenDelivery {
  std::string reference;
  std::string provider_id;
  std::string phone;  // "+84…"
  TimePoint at;
};

// A message that left, or may have, for the addresses of its customer.
struct SentTo {
  std::int64_t delivery = 0;
  std::string phone;  // "+84…"; or empty
  std::string email;
  TimePoint at;
};

// A delivery with the name that its gateway gave it.
struct NamedDelivery {
  std::int64_t id = 0;
  std::string reference;
  std::string provider_id;  // empty: it gave none
};

}  // namespace triand::store
