#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/domain/expectation.hpp"
#include "daemon/domain/hours.hpp"

namespace triand::domain {

// A day as people write it in a campaign: with a year, or every year.
struct CampaignDay {
  int year = 0;  // 0: every year
  int month = 0;
  int day = 0;
  bool operator==(const CampaignDay&) const = default;
};

// One leg of a route: channel names in order; b is used only if a cannot reach the customer.
using Leg = std::vector<std::string>;

// Which customers are sent what. The first route whose conditions all hold is the customer's.
struct Route {
  // Column ("segment", "unit", an extra column) and the values it may have; empty: everybody. Values are compared
  // in lower case; for "unit" a value is a code prefix.
  std::vector<std::pair<std::string, std::vector<std::string>>> when;
  std::vector<Leg> legs;
};

// The first messages, of which as many may fail; the same share holds for every so many that follow.
struct Canary {
  std::int64_t size = 0;
  double stop_above = 0;             // share of failures, 0..1
  std::chrono::milliseconds wait{};  // at most so long for receipts that do not come
};

// A campaign as its file describes it (contract, section 2).
struct Campaign {
  enum class Class { care, advertising };
  enum class Pace { even, fast };
  enum class Approval { two_person, single };

  std::string name;  // "tri-an"; its run in the 2026 window is "tri-an-2026"
  std::string title;
  Class kind = Class::care;
  CampaignDay from;
  CampaignDay to;  // the last day, inclusive
  Hours hours;
  Pace pace = Pace::even;
  std::vector<Route> routes;
  std::vector<std::string> one_per;             // "customer_code", "phone", "email"
  std::map<std::string, std::string> messages;  // channel name or kind → path below the templates folder
  std::vector<std::pair<std::string, std::vector<std::string>>> audience;  // as Route::when; empty: everybody
  Approval approval = Approval::two_person;
  std::optional<Canary> canary;
  std::optional<std::int64_t> budget;  // VND
  // Who goes first: of these conditions (as Route::when) the first that holds; whoever none holds for comes last.
  std::vector<std::vector<std::pair<std::string, std::vector<std::string>>>> order;
  std::map<std::string, Expectation>
      expect;  // by channel: what the forecast reckons with, where somebody said so
  bool passes_refusals_on =
      false;            // whoever refused one channel's messages may be written to by the leg's next
  std::string hotline;  // fills {{ hotline }}
};

}  // namespace triand::domain
