#pragma once

#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "daemon/store/suppression_desk.hpp"
#include "tests/daemon/store/store_fixture.hpp"

namespace triand::store {

// A campaign that sends, and the desk where customers are erased.
struct ErasureBench {
  explicit ErasureBench(int customers = 4) : store(customers) {
    store.approve();
    desk = std::make_unique<SuppressionDesk>(*store.writer, store.path(), [this] { return store.now; });
  }
  std::vector<domain::PutFate> load(const std::vector<domain::Customer>& customers) {
    return store.run([&](WriteSession& session) {
      return put_customers(session, begin_import(session, "again.csv", "somebody", store.now), customers,
                           store.now);
    });
  }
  DeliveryView delivery(int number) {
    Reader reader(store.path());
    return reader.deliveries_of(reader.customer(StoreFixture::customer(number).code).value().customer.id)
        .front();
  }
  bool files_hold(const std::string& bytes) const {
    // The log first: what is taken out of it meanwhile stands in the database by then.
    for (const char* end : {"-wal", ""}) {
      std::ifstream file(store.path() + end, std::ios::binary);
      const std::string all{std::istreambuf_iterator<char>(file), {}};
      if (all.find(bytes) != std::string::npos) return true;
    }
    return false;
  }

  StoreFixture store;
  std::unique_ptr<SuppressionDesk> desk;
};

}  // namespace triand::store
