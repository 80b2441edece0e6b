#include "daemon/server/api/letter_batches.hpp"

#include <map>
#include <string_view>
#include <utility>

#include "daemon/schedule/local_time.hpp"
#include "daemon/store/letter_word.hpp"

namespace triand::server {
namespace {

std::string_view state_of(const channels::BatchInfo& batch, const store::LetterCounts& counts) {
  const std::int64_t said = counts.printed + counts.posted + counts.returned + counts.rejected;
  if (batch.state != "released" || said == 0) return batch.state;
  const bool complete = counts.settled >= static_cast<std::int64_t>(batch.letters);
  if (!complete || counts.posted + counts.returned == 0) return "acknowledged";
  return counts.returned > 0 ? "returned" : "posted";
}

boost::json::object batch_object(const ApiWorld& world, const channels::BatchInfo& batch,
                                 const store::LetterCounts& counts) {
  boost::json::object out;
  out["batch"] = batch.name;
  out["state"] = state_of(batch, counts);
  out["letters"] = batch.letters;
  out["created"] = schedule::local_time(batch.created, world.zone);
  out["closes_at"] = batch.closes ? boost::json::value(schedule::local_time(*batch.closes, world.zone))
                                  : boost::json::value(nullptr);
  out["folder"] = batch.folder;
  out["printed"] = counts.printed;
  out["posted"] = counts.posted;
  out["returned"] = counts.returned;
  out["rejected"] = counts.rejected;
  return out;
}

std::map<std::string, store::LetterCounts> counts_now(const ApiWorld& world) {
  std::map<std::string, store::LetterCounts> out;
  world.writer.run([&](store::WriteSession& session) { out = store::letter_counts(session); });
  return out;
}

}  // namespace

boost::json::array letter_batches(const ApiWorld& world, const LetterWorld& letters) {
  const auto counts = counts_now(world);
  const auto reprints = letters.reprints();
  boost::json::array out;
  for (const channels::BatchInfo& batch : world.letters()) {
    const auto found = counts.find(batch.name);
    auto object = batch_object(world, batch, found == counts.end() ? store::LetterCounts() : found->second);
    if (const auto of = reprints.find(batch.name); of != reprints.end()) object["reprint_of"] = of->second;
    out.push_back(std::move(object));
  }
  return out;
}

std::optional<boost::json::object> letter_batch(const ApiWorld& world, const LetterWorld& letters,
                                                const std::string& name) {
  for (boost::json::value& batch : letter_batches(world, letters))
    if (batch.get_object().at("batch").as_string() == name) return std::move(batch.get_object());
  return std::nullopt;
}

}  // namespace triand::server
