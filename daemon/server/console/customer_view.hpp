#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "daemon/server/api_world.hpp"
#include "daemon/server/console/resend_choice.hpp"
#include "daemon/server/console/spoken_answer.hpp"

namespace triand::server {

// How much of a customer is shown.
enum class Sight {
  masked,  // initials, masked addresses, no texts
  named,   // the name and the texts that were sent; addresses masked
  whole,   // everything
};

// All that the support desk's page says of one customer, as the API's documents tell it.
struct CustomerView {
  std::int64_t id = 0;
  std::int64_t version = 0;  // of the data that are shown
  Sight sight = Sight::masked;
  SpokenAnswer answer;
  boost::json::object customer;                 // triand.customer/v1
  std::vector<boost::json::object> deliveries;  // triand.delivery/v1, newest first
  std::vector<ResendChoice> resends;            // of these deliveries, in their order
  std::size_t not_shown = 0;                    // older deliveries
  boost::json::array archived;                  // what archives still know, as in triand.deliveries/v1
  bool consents = false;                        // to advertising
  bool erased = false;                          // the data, and lists bring none
  // Others with the same telephone now, of those whom the caller may see.
  struct Other {
    std::int64_t id = 0;
    std::string code;
    std::string name;
  };
  std::vector<Other> same_phone;
  bool more_with_phone = false;
};

// `stored` is one whom the caller may see.
[[nodiscard]] CustomerView customer_view(const ApiWorld& world, store::Reader& reader,
                                         const store::StoredCustomer& stored, const Caller& caller,
                                         Sight sight, Language language);

}  // namespace triand::server
