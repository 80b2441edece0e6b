#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "tests/standin/customers/area.hpp"
#include "tests/standin/customers/telephones.hpp"

namespace triand::standin {

// A made-up customer list as CSV in UTF-8 with Vietnamese headers, row after row: the same seed gives the same bytes.
// Nobody in it exists: see Telephones and names.hpp, addresses are in made-up streets, emails at example.vn and
// example.com. About 70 % have a mobile number, 10 % a fixed line, 30 % an email address, 1 % refused, 1 % share a
// telephone with an earlier customer, 0.2 % have no contact at all.
class CustomerList {
 public:
  struct Options {
    std::uint64_t seed = 1;
    unsigned fault_percent = 0;   // rows whose telephone is damaged
    std::uint64_t first_row = 0;  // the number customer codes start from
    std::vector<Area> areas = known_areas();
  };

  explicit CustomerList(Options options);

  [[nodiscard]] static std::string header();
  // Appends the next row with its line end.
  void append_row(std::string& text);

 private:
  struct Person;

  void append_code(std::string& text, const Area& area, std::uint64_t draw) const;
  void append_name(std::string& text, Person& person, std::uint64_t draw) const;
  void append_telephone(std::string& text, const Area& area, std::uint64_t draw, std::uint64_t damage_draw);
  void append_email(std::string& text, const Person& person, std::uint64_t draw) const;
  static void append_address(std::string& text, const Area& area, std::uint64_t draw);

  Options options_;
  std::uint64_t row_;
  Telephones telephones_;
  std::deque<std::string> recent_;  // mobile numbers, for those who share one
};

}  // namespace triand::standin
