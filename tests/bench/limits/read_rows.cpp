#include <algorithm>
#include <chrono>
#include <iostream>
#include <random>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "tests/bench/limits/limits.hpp"

namespace triand::bench {

int read_rows(const std::string& database, std::int64_t keys) {
  SQLite::Database open(database, SQLite::OPEN_READONLY);
  SQLite::Statement last(open, "SELECT max(id) FROM customer");
  last.executeStep();
  std::uniform_int_distribution<std::int64_t> any(1, last.getColumn(0).getInt64());
  std::mt19937_64 dice(2026);
  SQLite::Statement read(open, "SELECT * FROM customer WHERE id = ?");
  std::vector<double> times;
  for (std::int64_t key = 0; key < keys; ++key) {
    const auto begin = std::chrono::steady_clock::now();
    read.bind(1, any(dice));
    read.executeStep();
    read.reset();
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(times.begin(), times.end());
  std::cout << times[times.size() * 99 / 100] << '\n';
  return 0;
}

}  // namespace triand::bench
