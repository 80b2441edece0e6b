#include "daemon/domain/named_columns.hpp"

namespace triand::domain {

std::vector<std::pair<std::string, std::string>> named_columns(const Customer& customer,
                                                               std::string_view unit_name) {
  std::vector<std::pair<std::string, std::string>> out = {{"customer_code", customer.code},
                                                          {"full_name", customer.full_name},
                                                          {"phone", customer.phone},
                                                          {"email", customer.email},
                                                          {"address", customer.address},
                                                          {"unit", customer.unit},
                                                          {"unit_name", std::string(unit_name)},
                                                          {"province", customer.province},
                                                          {"segment", customer.segment},
                                                          {"language", customer.language}};
  out.insert(out.end(), customer.extra.begin(), customer.extra.end());
  return out;
}

}  // namespace triand::domain
