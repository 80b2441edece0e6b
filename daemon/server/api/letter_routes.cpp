#include "daemon/server/api/letter_routes.hpp"

#include <memory>
#include <utility>

#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/job_answer.hpp"
#include "daemon/server/api/letter_acks.hpp"
#include "daemon/server/api/letter_batches.hpp"
#include "daemon/server/api/letter_files.hpp"
#include "daemon/server/api/letter_reprint.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/server/api/upload_admission.hpp"
#include "daemon/store/campaign_writer.hpp"

namespace triand::server {
namespace {

Answer list(const ApiWorld& world, const LetterWorld& letters) {
  boost::json::object out;
  out["schema"] = "triand.letters/v1";
  out["batches"] = letter_batches(world, letters);
  return out;
}

void audit_release(const ApiWorld& world, const std::string& who, const std::string& batch) {
  world.writer.run([&](store::WriteSession& session) {
    store::write_audit(session, who, "letters.release", batch, "", world.now());
  });
}

Answer release(const ApiWorld& world, const std::shared_ptr<const LetterWorld>& letters,
               const Request& request) {
  const std::string& name = request.parameter("batch");
  const auto batch = letter_batch(world, *letters, name);
  if (!batch) {
    return not_found("no-such-batch", "there is no batch " + name, "the batches are: trianctl letters list");
  }
  return start_job(
      world, request.caller, "release",
      [&world, letters, name, before = *batch, who = request.caller.name](Progress& progress) -> Answer {
        const auto wrong = world.release_letters(name, progress);
        if (!wrong || wrong->empty()) audit_release(world, who, name);
        if (!wrong) return still_printing("batch " + name + " was");
        if (!wrong->empty()) return ApiError{1, "not-printed", *wrong, "mend that and release it again"};
        return with_schema("triand.letter_batch/v1", letter_batch(world, *letters, name).value_or(before));
      },
      kPressTurn);
}

}  // namespace

void add_letter_routes(Router& router, const ApiWorld& world, LetterWorld letter_world) {
  const auto letters = std::make_shared<const LetterWorld>(std::move(letter_world));
  router.add(api_route("GET", "/api/v1/letters", Role::operator_,
                       [&world, letters](Request&) { return list(world, *letters); }));
  router.add(api_route("POST", "/api/v1/letters/{batch}/release", Role::operator_,
                       [&world, letters](Request& request) { return release(world, letters, request); }));
  router.add(
      api_route("POST", "/api/v1/letters/{batch}/reprint", Role::operator_,
                [&world, letters](Request& request) { return letter_reprint(world, letters, request); }));
  router.add(letter_file_route("/api/v1/letters/{batch}/pdf", world, letters));
  router.add(letter_file_route("/api/v1/letters/{batch}/manifest", world, letters));
  Route acknowledge = api_route("POST", "/api/v1/letters/ack", Role::operator_,
                                [&world](Request& request) { return letter_acks(world, request); });
  acknowledge.upload = Upload{world.spool, kLargestAckFile};
  acknowledge.admits = upload_admission(world, kLargestAckFile);
  router.add(std::move(acknowledge));
}

}  // namespace triand::server
