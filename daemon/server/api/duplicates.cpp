#include "daemon/server/api/duplicates.hpp"

#include <charconv>

#include "daemon/domain/mask.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/job_answer.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

constexpr std::size_t kUsual = 20;
constexpr std::size_t kMost = 100'000;

using Mask = std::string (*)(std::string_view);

std::string as_it_is(std::string_view text) { return std::string(text); }

boost::json::object kind_object(const store::Duplicates& found, Mask mask) {
  boost::json::array groups;
  for (const store::DuplicateGroup& group : found.first) {
    boost::json::array codes(group.codes.begin(), group.codes.end());
    groups.push_back({{"shared", mask(group.shared)}, {"customers", std::move(codes)}});
  }
  boost::json::object out;
  out["groups"] = found.groups;
  out["customers"] = found.customers;
  out["first"] = std::move(groups);
  return out;
}

}  // namespace

Answer find_duplicates(const ApiWorld& world, const Request& request) {
  std::size_t limit = kUsual;
  if (const std::string asked(request.asked("limit")); !asked.empty()) {
    const auto [end, error] = std::from_chars(asked.data(), asked.data() + asked.size(), limit);
    if (error != std::errc() || end != asked.data() + asked.size() || limit > kMost)
      return invalid_request("the limit is no number up to " + std::to_string(kMost), "write ?limit=20");
  }
  const bool whole = is_asked(request, "reveal") && may_see_all(request.caller);
  return start_job(
      world, request.caller, "duplicates",
      [&world, limit, whole, who = request.caller.name](Progress&) -> Answer {
        if (whole)
          world.writer.run([&](store::WriteSession& session) {
            store::write_audit(session, who, "customer.duplicates", "", "", world.now());
          });
        const auto reader = world.reader();
        boost::json::object out;
        out["phone"] = kind_object(reader->same_phone(limit), whole ? as_it_is : domain::mask_telephone);
        out["person"] = kind_object(reader->same_person(limit), whole ? as_it_is : domain::mask_name);
        out["unit"] = kind_object(reader->moved_unit(limit), as_it_is);
        return with_schema("triand.duplicates/v1", std::move(out));
      });
}

}  // namespace triand::server
