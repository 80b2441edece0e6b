#include "tests/standin/sms/telco.hpp"

namespace triand::standin {
namespace {

struct Telco {
  int id;
  std::string_view prefixes;  // second and third digit, parted by spaces
};

constexpr Telco kTelcos[] = {
    {1, "32 33 34 35 36 37 38 39 86 96 97 98"},
    {2, "70 76 77 78 79 89 90 93"},
    {3, "81 82 83 84 85 88 91 94"},
    {4, "52 56 58 92"},
    {5, "59 99"},
    {6, "87"},
    {7, "55"},
};

}  // namespace

int telco_id(std::string_view national_number) {
  if (national_number.size() != 10) return 0;
  for (const Telco& telco : kTelcos) {
    if (telco.prefixes.find(national_number.substr(1, 2)) != std::string_view::npos) return telco.id;
  }
  return 0;
}

}  // namespace triand::standin
