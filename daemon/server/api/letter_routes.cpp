#include "daemon/server/api/letter_routes.hpp"

#include <memory>
#include <mutex>
#include <utility>

#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/letter_acks.hpp"
#include "daemon/server/api/letter_batches.hpp"
#include "daemon/server/api/letter_files.hpp"
#include "daemon/server/api/letter_reprint.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/api/upload_admission.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

constexpr std::uint64_t kLargestFile = std::uint64_t{256} << 20;

Answer list(const ApiWorld& world, const LetterWorld& letters) {
  boost::json::object out;
  out["schema"] = "triand.letters/v1";
  out["batches"] = letter_batches(world, letters);
  return out;
}

Answer release(const ApiWorld& world, const LetterWorld& letters, const Request& request) {
  const std::string& name = request.parameter("batch");
  const auto batch = letter_batch(world, letters, name);
  if (!batch) {
    return not_found("no-such-batch", "there is no batch " + name, "the batches are: trianctl letters list");
  }
  if (std::string wrong = world.release_letters(name); !wrong.empty())
    return ApiError{1, "not-printed", std::move(wrong), "mend that and release it again"};
  world.writer.run([&](store::WriteSession& session) {
    store::write_audit(session, request.caller.name, "letters.release", name, "", world.now());
  });
  return with_schema("triand.letter_batch/v1", letter_batch(world, letters, name).value_or(*batch));
}

}  // namespace

void add_letter_routes(Router& router, const ApiWorld& world, LetterWorld letter_world) {
  const auto letters = std::make_shared<const LetterWorld>(std::move(letter_world));
  router.add(api_route("GET", "/api/v1/letters", Role::operator_,
                       [&world, letters](Request&) { return list(world, *letters); }));
  router.add(api_route("POST", "/api/v1/letters/{batch}/release", Role::operator_,
                       [&world, letters](Request& request) { return release(world, *letters, request); }));
  const auto turn = std::make_shared<std::mutex>();
  router.add(api_route("POST", "/api/v1/letters/{batch}/reprint", Role::operator_,
                       [&world, letters, turn](Request& request) -> Answer {
                         // Which letters a reprint may take is read before it prints and written down behind it: a
                         // second one that read meanwhile would print them all again.
                         const std::unique_lock mine(*turn, std::try_to_lock);
                         if (!mine)
                           return wrong_state("letters are being printed once more just now",
                                              "ask again when that is done: trianctl letters list");
                         return letter_reprint(world, *letters, request);
                       }));
  router.add(letter_file_route("/api/v1/letters/{batch}/pdf", world, letters));
  router.add(letter_file_route("/api/v1/letters/{batch}/manifest", world, letters));
  Route acknowledge = api_route("POST", "/api/v1/letters/ack", Role::operator_,
                                [&world](Request& request) { return letter_acks(world, request); });
  acknowledge.upload = Upload{world.spool, kLargestFile};
  acknowledge.admits = upload_admission(world, kLargestFile);
  router.add(std::move(acknowledge));
}

}  // namespace triand::server
