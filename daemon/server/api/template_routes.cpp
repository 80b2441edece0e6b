#include "daemon/server/api/template_routes.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <semaphore>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/domain/customer_code.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/json_body.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/unit_limits.hpp"

namespace triand::server {
namespace {

constexpr std::size_t kMostCustomers = 5;
// Far above any message, and little enough for whoever asks at each pause of his typing.
constexpr std::size_t kLongestText = 64 * 1024;
constexpr std::size_t kLongestHtml = 200 * 1024;
constexpr std::size_t kLongestLine = 4 * 1024;  // a subject, a title
constexpr std::size_t kMostMarks = 500;         // tags and filters of one text

// Of the slow workers, texts that are being written never hold more than these.
constexpr std::ptrdiff_t kAtOnce = 2;
using Turns = std::counting_semaphore<kAtOnce>;

// One of the turns, given back when this goes.
class Turn {
 public:
  explicit Turn(Turns& turns) : turns_(turns), mine_(turns.try_acquire()) {}
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (mine_) turns_.release();
  }
  explicit operator bool() const { return mine_; }

 private:
  Turns& turns_;
  const bool mine_;
};

std::size_t marks_in(std::string_view text) {
  std::size_t out = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view two = text.substr(at, 2);
    if (text[at] == '|' || two == "{{" || two == "{%") ++out;
  }
  return out;
}

std::optional<ApiError> too_large(const TextOrder& order) {
  struct Text {
    const char* name;
    const std::string& words;
    std::size_t longest;
  };
  for (const Text& one :
       {Text{"text", order.text, kLongestText}, Text{"subject", order.subject, kLongestLine},
        Text{"html", order.html, kLongestHtml}, Text{"title", order.title, kLongestLine}}) {
    if (one.words.size() > one.longest)
      return ApiError{2, "too-large",
                      std::string(one.name) + " has " + std::to_string(one.words.size()) + " bytes",
                      "it may have " + std::to_string(one.longest)};
    if (marks_in(one.words) > kMostMarks)
      return ApiError{2, "too-large", std::string(one.name) + " has too many tags and filters",
                      "it may have " + std::to_string(kMostMarks) + " of them"};
  }
  return std::nullopt;
}

// The codes as the store has them; an error when one of them is nobody's whom the caller may see.
std::optional<ApiError> wrong_customers(const ApiWorld& world, const Caller& caller,
                                        std::vector<std::string>& codes) {
  if (codes.size() > kMostCustomers)
    return invalid_request("these are too many customers", "name at most " + std::to_string(kMostCustomers));
  if (codes.empty()) {
    if (!is_limited(caller)) return std::nullopt;
    return limited_to_units(caller, "the examples would be anybody: name customers of these units");
  }
  const auto reader = world.reader();
  for (std::string& code : codes) {
    code = domain::read_customer_code(code).code;
    if (code.empty() || !reader->customer(code) || !may_see_code(caller, *reader, code)) return no_customer();
  }
  return std::nullopt;
}

Answer preview(const ApiWorld& world, const Request& request, Turns& turns) {
  TextOrder order;
  JsonBody body(request);
  order.channel = body.required("channel");
  order.text = body.text("text");
  order.subject = body.text("subject");
  order.html = body.text("html");
  order.title = body.text("title");
  order.advertising = body.flag("advertising");
  order.customers = body.texts("customers").value_or(std::vector<std::string>());
  if (auto fault = body.fault()) return *fault;
  if (auto fault = too_large(order)) return *fault;
  if (auto fault = wrong_customers(world, request.caller, order.customers)) return *fault;
  const Turn turn(turns);
  if (!turn)
    return ApiError{1, "busy", "other texts are being filled just now", "ask again in a moment",
                    std::chrono::seconds(1)};
  return world.preview_text(order);
}

}  // namespace

void add_template_routes(Router& router, const ApiWorld& world) {
  router.add(within_units(api_route("GET", "/api/v1/templates", Role::operator_, [&world](Request& request) {
    return world.templates(std::string(request.asked("message")));
  })));
  const auto turns = std::make_shared<Turns>(kAtOnce);
  router.add(within_units(
      slowly(api_route("POST", "/api/v1/templates/preview", Role::operator_,
                       [&world, turns](Request& request) { return preview(world, request, *turns); }))));
}

}  // namespace triand::server
