#include "daemon/server/guarded.hpp"

#include <exception>
#include <random>
#include <string>

namespace triand::server {
namespace {

// Short enough to be read out on the telephone; no 0, 1, I, L or O.
std::string new_reference() {
  static constexpr std::string_view kLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  std::random_device random;
  std::uniform_int_distribution<std::size_t> any(0, kLetters.size() - 1);
  std::string reference;
  for (int count = 0; count < 8; ++count) reference += kLetters[any(random)];
  return reference;
}

}  // namespace

ApiError internal_error(std::string_view what, std::string_view where, const Log& log) {
  const std::string reference = new_reference();
  log(LogLevel::error, "http_internal_error",
      "reference " + reference + " at " + std::string(where) + ": " + std::string(what));
  return {1, "internal", "something failed inside the service; the reference is " + reference,
          "the log has the details: journalctl -u triand | grep " + reference};
}

Response guarded(const Route& route, Request& request, const Log& log) {
  try {
    return route.handler(request);
  } catch (const std::exception& trouble) {
    return Response::error(internal_error(trouble.what(), route.method + " " + route.pattern, log));
  } catch (...) {
    return Response::error(internal_error("no std::exception", route.method + " " + route.pattern, log));
  }
}

Admission guarded_admission(const Route& route, const Request& request, const Log& log) {
  if (!route.admits) return {};
  try {
    return route.admits(request);
  } catch (const std::exception& trouble) {
    return {Response::error(internal_error(trouble.what(), route.method + " " + route.pattern, log)),
            nullptr};
  }
}

void answer_later(const Route& route, Request& request, const Log& log, Handoff<Response>& handoff) {
  const Reply reply(
      [handed = handoff.shared_from_this()](Response response) { handed->give(std::move(response)); });
  try {
    route.later(request, reply);
  } catch (const std::exception& trouble) {
    reply(Response::error(internal_error(trouble.what(), route.method + " " + route.pattern, log)));
  }
}

}  // namespace triand::server
