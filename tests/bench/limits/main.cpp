#include <cstdlib>
#include <iostream>
#include <string>

#include "tests/bench/limits/limits.hpp"

int main(int count, char** words) {
  const std::string what = count > 1 ? words[1] : "";
  try {
    if (what == "insert" && count == 4) return triand::bench::insert_rows(words[2], std::atoll(words[3]));
    if (what == "post" && count == 5)
      return triand::bench::post_requests(words[2], std::atoll(words[3]), std::atoi(words[4]));
    if (what == "read" && count == 4) return triand::bench::read_rows(words[2], std::atoll(words[3]));
    if (what == "draw" && count == 4) return triand::bench::draw_pages(words[2], std::atoll(words[3]));
    if (what == "open" && count == 3) return triand::bench::open_database(words[2]);
  } catch (const std::exception& error) {
    std::cerr << "triand-limits: " << error.what() << '\n';
    return 1;
  }
  std::cerr
      << "usage: triand-limits insert DATABASE ROWS | post URL REQUESTS CONNECTIONS | read DATABASE KEYS | "
         "draw FILE PAGES | open DATABASE\n";
  return 2;
}
