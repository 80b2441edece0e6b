#include "daemon/app/status_line.hpp"

#include <catch2/catch.hpp>

#include "daemon/app/watchdog.hpp"

using namespace std::chrono_literals;
using triand::app::is_well;
using triand::app::status_line;
using triand::server::ServiceNow;

TEST_CASE("the line for systemctl status says how far each campaign is, and what does not move") {
  ServiceNow service;
  service.channels.emplace_back();
  service.channels.back().name = "sms";
  service.channels.back().state = "running";
  CHECK(status_line({}, service) == "ready, no campaign is under way");
  CHECK(status_line({{"tri-an-2026", "running", 10'000, 3'001}}, service) ==
        "tri-an-2026 running, 69 % of 10000 done");
  service.channels.emplace_back();
  service.channels.back().name = "zalo";
  service.channels.back().state = "stopped";
  CHECK(status_line({{"tri-an-2026", "running", 10'000, 0}}, service) ==
        "tri-an-2026 running, 100 % of 10000 done; zalo stopped");
}

TEST_CASE("the line for systemctl status begins with what stops everything") {
  ServiceNow service;
  service.recording = false;
  CHECK(status_line({{"tri-an-2026", "running", 0, 0}}, service) ==
        "the database cannot be written, nothing is sent; tri-an-2026 running, 100 % of 0 done");
  service.recording = true;
  service.adopted = false;
  CHECK(status_line({}, service) == "this database was copied or restored, nothing is sent (triand --adopt)");
}

TEST_CASE("the watchdog is fed only while the thread that writes comes round") {
  CHECK(is_well(20'000ms, 19'000ms, 20s));
  CHECK(is_well(40'000ms, 20'000ms, 20s));
  CHECK_FALSE(is_well(40'001ms, 20'000ms, 20s));
}
