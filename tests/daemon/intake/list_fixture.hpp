#pragma once

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "daemon/intake/import.hpp"

namespace triand::intake {

// A list that lies in memory, handed out in pieces of a given size.
class TextSource : public ByteSource {
 public:
  explicit TextSource(std::string text, std::size_t piece = 1 << 20)
      : text_(std::move(text)), piece_(piece) {}

  std::size_t read(std::span<char> buffer) override {
    const std::size_t length = std::min({buffer.size(), piece_, text_.size() - at_});
    std::copy_n(text_.begin() + static_cast<std::ptrdiff_t>(at_), length, buffer.begin());
    at_ += length;
    return length;
  }

 private:
  std::string text_;
  std::size_t piece_;
  std::size_t at_ = 0;
};

// A store in memory with the fates that the real one gives.
class MemorySink : public domain::CustomerSink {
 public:
  void begin(const domain::CustomerColumns&) override {}
  std::vector<domain::PutFate> put(std::span<const domain::Customer> batch) override {
    std::vector<domain::PutFate> fates;
    for (const domain::Customer& customer : batch) {
      const auto known = customers.find(customer.code);
      if (known == customers.end()) {
        fates.push_back(domain::PutFate::inserted);
      } else if (known->second == customer) {
        fates.push_back(domain::PutFate::unchanged);
      } else if (in_this_import.contains(customer.code)) {
        fates.push_back(domain::PutFate::conflict);
        continue;
      } else {
        fates.push_back(domain::PutFate::updated);
      }
      in_this_import.insert(customer.code);
      customers[customer.code] = customer;
    }
    largest_batch = std::max(largest_batch, batch.size());
    return fates;
  }

  void start_import() { in_this_import.clear(); }

  std::map<std::string, domain::Customer> customers;
  std::set<std::string> in_this_import;
  std::size_t largest_batch = 0;
};

inline domain::UnitTable some_units() {
  auto loaded = domain::UnitTable::load(
      "unit_code_prefix,unit_name,old_province,new_province,confirmed\n"
      "PA05,Công ty Điện lực Bắc Giang,Bắc Giang,Bắc Ninh,yes\n"
      "PA22,Công ty Điện lực Bắc Ninh,Bắc Ninh,Bắc Ninh,yes\n"
      "PM,Công ty Điện lực Hải Dương,Hải Dương,Hải Phòng,yes\n"
      ",Công ty Điện lực Yên Bái,Yên Bái,Lào Cai,no\n");
  return std::get<domain::UnitTable>(std::move(loaded));
}

// Loads a text into a sink of its own and keeps both.
struct Loaded {
  explicit Loaded(std::string text, ImportOptions options = {}) {
    TextSource source(std::move(text));
    result = run_import(source, sink, some_units(), options);
  }

  [[nodiscard]] bool good() const { return std::holds_alternative<ImportReport>(result); }
  [[nodiscard]] const ImportReport& report() const { return std::get<ImportReport>(result); }
  [[nodiscard]] const ListProblems& problems() const { return std::get<ListProblems>(result); }
  [[nodiscard]] const domain::Customer& customer(const std::string& code) const {
    return sink.customers.at(code);
  }

  MemorySink sink;
  ImportResult result;
};

}  // namespace triand::intake
