#include "daemon/server/api/letter_routes.hpp"

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/letter_acks.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

constexpr std::uint64_t kLargestFile = std::uint64_t{256} << 20;

boost::json::object batch_object(const ApiWorld& world, const channels::BatchInfo& batch) {
  boost::json::object out;
  out["batch"] = batch.name;
  out["state"] = batch.state;
  out["letters"] = batch.letters;
  out["created"] = schedule::local_time(batch.created, world.zone);
  return out;
}

Answer list(const ApiWorld& world) {
  boost::json::array batches;
  for (const channels::BatchInfo& batch : world.letters()) batches.push_back(batch_object(world, batch));
  boost::json::object out;
  out["schema"] = "triand.letters/v1";
  out["batches"] = std::move(batches);
  return out;
}

std::optional<channels::BatchInfo> batch_of(const ApiWorld& world, const std::string& name) {
  for (channels::BatchInfo& batch : world.letters())
    if (batch.name == name) return std::move(batch);
  return std::nullopt;
}

Answer release(const ApiWorld& world, const Request& request) {
  const std::string& name = request.parameter("batch");
  if (!batch_of(world, name)) {
    return not_found("no-such-batch", "there is no batch " + name, "the batches are: trianctl letters list");
  }
  if (std::string wrong = world.release_letters(name); !wrong.empty())
    return wrong_state(std::move(wrong), "the batches are: trianctl letters list");
  world.writer.run([&](store::WriteSession& session) {
    store::write_audit(session, request.caller.name, "letters.release", name, "", world.now());
  });
  const auto after = batch_of(world, name);
  boost::json::object out;
  out["batch"] = name;
  if (after) out = batch_object(world, *after);
  return with_schema("triand.letter_batch/v1", std::move(out));
}

}  // namespace

void add_letter_routes(Router& router, const ApiWorld& world) {
  router.add(
      api_route("GET", "/api/v1/letters", Role::operator_, [&world](Request&) { return list(world); }));
  router.add(api_route("POST", "/api/v1/letters/{batch}/release", Role::operator_,
                       [&world](Request& request) { return release(world, request); }));
  Route acknowledge = api_route("POST", "/api/v1/letters/ack", Role::operator_,
                                [&world](Request& request) { return letter_acks(world, request); });
  acknowledge.upload = Upload{world.spool, kLargestFile};
  router.add(std::move(acknowledge));
}

}  // namespace triand::server
