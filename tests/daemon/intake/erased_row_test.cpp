#include <unistd.h>

#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/daemon/intake/list_fixture.hpp"

namespace triand::intake {
namespace {

class ForgettingSink : public domain::CustomerSink {
 public:
  void begin(const domain::CustomerColumns&) override {}
  std::vector<domain::PutFate> put(std::span<const domain::Customer> batch) override {
    return std::vector<domain::PutFate>(batch.size(), fate);
  }
  domain::PutFate fate = domain::PutFate::erased;
};

}  // namespace

TEST_CASE("a row of somebody who was erased is counted and kept nowhere, not even among the rejects") {
  const auto units = std::get<domain::UnitTable>(
      domain::UnitTable::load("unit_code_prefix,unit_name,old_province,new_province,confirmed\nPA05,Bắc "
                              "Giang,Bắc Giang,Bắc Ninh,yes\n"));
  const auto rejects =
      std::filesystem::temp_directory_path() / ("triand-rejects-" + std::to_string(::getpid()) + ".csv");
  const std::string list = "customer_code,full_name,phone\nPA05010000001,Nguyễn Văn An,not a number\n";
  for (const auto fate : {domain::PutFate::erased, domain::PutFate::updated}) {
    ForgettingSink sink;
    sink.fate = fate;
    TextSource source(list);
    ImportOptions options;
    options.rejects_path = rejects;
    const auto result = run_import(source, sink, units, options, {});
    const auto& report = std::get<ImportReport>(result);
    const bool erased = fate == domain::PutFate::erased;
    CHECK(report.read == 1);
    CHECK(report.taken == 1);
    CHECK(report.erased == (erased ? 1U : 0U));
    CHECK(report.unchanged == (erased ? 1U : 0U));
    // Of anybody else the bad cell is listed.
    CHECK(report.set_aside.counts().empty() == erased);
    CHECK(std::filesystem::exists(rejects) == !erased);
    std::filesystem::remove(rejects);
  }
}

}  // namespace triand::intake
