#include "daemon/server/api/import_undo.hpp"

#include <charconv>
#include <stdexcept>

#include "daemon/server/api/api_route.hpp"
#include "daemon/server/api/job_answer.hpp"
#include "daemon/server/api/refusal.hpp"
#include "daemon/store/import_undo.hpp"

namespace triand::server {
namespace {

constexpr int kBatch = 500;

boost::json::object document(std::int64_t import, const store::ImportUndo& undo) {
  boost::json::object kept;
  if (undo.changed_since > 0) kept["changed_since"] = undo.changed_since;
  if (undo.in_campaign > 0) kept["in_campaign"] = undo.in_campaign;
  if (undo.erased > 0) kept["erased"] = undo.erased;
  boost::json::object out;
  out["import"] = std::to_string(import);
  out["removed"] = undo.removed;
  out["restored"] = undo.restored;
  out["kept"] = std::move(kept);
  return out;
}

Answer take_back(const ApiWorld& world, std::int64_t import, Progress& progress) {
  const auto reader = world.reader();
  progress.set_total(reader->customer_count(), "customers");
  store::ImportUndo all;
  std::int64_t after = 0;
  while (true) {
    const auto customers = reader->written_by(import, after, kBatch);
    if (customers.empty()) break;
    all.add(world.writer.run([&](store::WriteSession& session) {
      return store::undo_customers(session, world.suppressions.index().hash(), import, customers,
                                   world.now());
    }));
    after = customers.back();
    progress.set_done(after);
    if (progress.stopping())
      throw std::runtime_error("the service is stopping; ask for the same again when it is back");
  }
  world.writer.run([&](store::WriteSession& session) { store::finish_undo(session, import, world.now()); });
  world.changed();
  return with_schema("triand.import_undo/v1", document(import, all));
}

Answer undo(const ApiWorld& world, std::int64_t import, const std::string& who, Progress& progress) {
  world.writer.run(
      [&](store::WriteSession& session) { store::begin_undo(session, import, who, world.now()); });
  try {
    return take_back(world, import, progress);
  } catch (...) {
    // It can be begun again, and planning is no longer held up by it.
    world.writer.post([import, now = world.now()](
                          store::WriteSession& session) { store::break_off_undo(session, import, now); },
                      [](std::exception_ptr) {});
    throw;
  }
}

}  // namespace

Answer undo_import(const ApiWorld& world, const Request& request) {
  const std::string& id = request.parameter("id");
  std::int64_t import = 0;
  const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), import);
  const bool number = error == std::errc() && end == id.data() + id.size();
  const auto known = number ? world.reader()->import(import) : std::nullopt;
  if (!known)
    return not_found("no-such-import", "there is no import " + id,
                     "the imports are: trianctl customers imports");
  if (known->state == "running")
    return wrong_state("import " + id + " is still running", "wait until it has ended");
  if (known->state == "undone")
    return wrong_state("import " + id + " was taken back already", "nothing of it is left to take back");
  return start_job(
      world, request.caller, "undo",
      [&world, import, who = request.caller.name](Progress& progress) {
        return undo(world, import, who, progress);
      },
      kListTurn);
}

}  // namespace triand::server
