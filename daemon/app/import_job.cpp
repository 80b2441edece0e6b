#include "daemon/app/import_job.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <filesystem>
#include <future>
#include <stdexcept>
#include <unordered_map>

#include <boost/json.hpp>

#include "daemon/app/content_hash.hpp"
#include "daemon/intake/file_source.hpp"
#include "daemon/intake/import.hpp"
#include "daemon/schedule/local_time.hpp"
#include "daemon/server/list_refusal.hpp"
#include "daemon/store/customer_writer.hpp"
#include "daemon/store/first_load.hpp"

namespace triand::app {
namespace {

// As many customers to a transaction: what a campaign sends meanwhile waits no longer for its records than that takes.
constexpr std::size_t kTogether = 4000;
// While one is written the next waits already.
constexpr std::size_t kPartsAtOnce = 2;
constexpr std::chrono::milliseconds kTurnCheck{200};

class StoreSink : public domain::CustomerSink {
 public:
  StoreSink(store::Writer& writer, std::int64_t import, std::function<schedule::WallTime()> now)
      : writer_(writer), import_(import), now_(std::move(now)) {}

  void begin(const domain::CustomerColumns& columns) override { columns_ = columns; }
  std::vector<domain::PutFate> put(std::span<const domain::Customer> customers) override {
    // By code, rows of the same code as they came.
    std::vector<const domain::Customer*> sorted;
    sorted.reserve(customers.size());
    for (const domain::Customer& customer : customers) sorted.push_back(&customer);
    std::ranges::stable_sort(sorted, {}, &domain::Customer::code);
    std::vector<domain::PutFate> fates(customers.size());
    std::deque<Part> under_way;
    const auto take_first = [&] {
      Part part = std::move(under_way.front());
      under_way.pop_front();
      const auto put = part.fates.get();
      for (std::size_t i = 0; i < put.size(); ++i)
        fates[static_cast<std::size_t>(part.customers[i] - customers.data())] = put[i];
    };
    try {
      for (std::size_t at = 0; at < sorted.size(); at += kTogether) {
        if (under_way.size() == kPartsAtOnce) take_first();
        const Customers some = std::span(sorted).subspan(at, std::min(kTogether, sorted.size() - at));
        under_way.push_back({some, writer_.begin([this, some](store::WriteSession& session) {
                               return store::put_customers(session, import_, some, now_(), columns_);
                             })});
      }
      while (!under_way.empty()) take_first();
    } catch (...) {
      // The writer reads the customers until it is done with them.
      for (const Part& part : under_way) part.fates.wait();
      throw;
    }
    return fates;
  }

 private:
  using Customers = std::span<const domain::Customer* const>;
  struct Part {
    Customers customers;
    std::future<std::vector<domain::PutFate>> fates;
  };

  store::Writer& writer_;
  domain::CustomerColumns columns_;
  std::int64_t import_;
  std::function<schedule::WallTime()> now_;
};

// Does exactly what the store's sink does and takes it back at once. What earlier rows of the same list would have
// changed is gone again, so it remembers them itself.
class PretendingSink : public domain::CustomerSink {
 public:
  PretendingSink(store::Writer& writer, std::function<schedule::WallTime()> now)
      : writer_(writer), now_(std::move(now)) {}

  void begin(const domain::CustomerColumns& columns) override { columns_ = columns; }
  std::vector<domain::PutFate> put(std::span<const domain::Customer> customers) override {
    std::vector<domain::PutFate> fates;
    struct TakeBack {};
    try {
      writer_.run([&](store::WriteSession& session) {
        // No import has this number, so whatever is known is known from before.
        fates = store::put_customers(session, -1, customers, now_(), columns_);
        throw TakeBack{};
      });
    } catch (const TakeBack&) {
    }
    for (std::size_t at = 0; at < fates.size(); ++at) {
      const auto [seen, fresh] = seen_.emplace(customers[at].code, customers[at]);
      if (!fresh)
        fates[at] = fates[at] == domain::PutFate::erased ? fates[at]
                    : seen->second == customers[at]      ? domain::PutFate::unchanged
                                                         : domain::PutFate::conflict;
    }
    return fates;
  }

 private:
  store::Writer& writer_;
  domain::CustomerColumns columns_;
  std::function<schedule::WallTime()> now_;
  std::unordered_map<std::string, domain::Customer> seen_;
};

boost::json::object tally(const intake::Tally& counts) {
  boost::json::object out;
  for (const auto& [word, n] : counts.counts()) out[word] = n;
  return out;
}

boost::json::array notices(const intake::ListFacts& facts) {
  boost::json::array out;
  for (const intake::ListNotice& notice : facts.notices)
    out.push_back({{"notice", notice.word}, {"message", notice.message}});
  return out;
}

boost::json::object document(const std::string& import, const intake::ImportReport& report) {
  boost::json::object out;
  out["schema"] = "triand.import/v1";
  out["import"] = import;
  out["read"] = report.read;
  out["taken"] = report.taken;
  out["repaired"] = report.repaired;
  out["rejected"] = report.rejected;
  out["unchanged"] = report.unchanged;
  out["inserted"] = report.inserted;
  out["updated"] = report.updated;
  out["erased"] = report.erased;
  out["dry_run"] = report.dry_run;
  out["sheet"] =
      report.facts.sheet.empty() ? boost::json::value(nullptr) : boost::json::value(report.facts.sheet);
  out["encoding"] =
      report.facts.encoding.empty() ? boost::json::value(nullptr) : boost::json::value(report.facts.encoding);
  out["notices"] = notices(report.facts);
  out["repairs"] = tally(report.repairs);
  out["rejections"] = tally(report.rejections);
  out["set_aside"] = tally(report.set_aside);
  out["has_rejects"] = report.rejects_file.has_value();
  out["rejects_file"] = nullptr;
  return out;
}

std::string rejects_path(const std::string& folder, const std::string& import, bool xlsx) {
  return folder + "/rejects-" + import + (xlsx ? ".xlsx" : ".csv");
}

server::ApiError stopped() {
  return {.exit = 7,
          .error = "stopping",
          .message = "the service stopped before the list was loaded",
          .hint = "load the same file again when the service is back"};
}

// What is known of a file with the same bytes that was loaded before; null when there was none.
boost::json::value same_file(const ImportJobWorld& world, const std::string& content, std::int64_t import) {
  if (content.empty()) return nullptr;
  const auto before = world.reader()->import_of_content(content, import);
  if (!before) return nullptr;
  boost::json::object out;
  out["import"] = std::to_string(before->id);
  out["state"] = before->state;
  out["who"] = before->who;
  out["started_at"] = schedule::local_time(before->started_at, *world.settings.zone);
  return out;
}

}  // namespace

std::optional<std::string> find_rejects(const std::string& folder, const std::string& import) {
  for (const bool xlsx : {false, true}) {
    std::string path = rejects_path(folder, import, xlsx);
    if (std::filesystem::exists(path)) return path;
  }
  return std::nullopt;
}

server::JobResult import_customers(const ImportJobWorld& world, const ImportRequest& request,
                                   const server::Caller& caller, server::Progress& progress) {
  if (!request.unit.empty() && world.settings.units.with_prefix(request.unit) == nullptr)
    return server::ApiError{.exit = 2,
                            .error = "unknown-unit",
                            .message = "there is no unit " + request.unit + " in the units' table",
                            .hint = "give a unit's code prefix, such as PA05, or add it to the units' file"};
  auto opened = intake::FileSource::open(request.path);
  if (const auto* problem = std::get_if<intake::ListProblem>(&opened))
    return server::list_refusal(request.file, {*problem});
  auto& source = *std::get<std::unique_ptr<intake::FileSource>>(opened);
  progress.set_total(static_cast<std::int64_t>(source.size()), "bytes");

  // Two lists that are stored at the same time would take each other's rows for their own.
  std::unique_lock turn(world.turn, std::defer_lock);
  while (!request.dry_run && !turn.try_lock_for(kTurnCheck))
    if (progress.stopping()) return stopped();

  std::int64_t import = 0;
  std::unique_ptr<domain::CustomerSink> sink;
  std::string name = "dry-run";
  if (request.dry_run) {
    sink = std::make_unique<PretendingSink>(world.writer, world.now);
    name += "-" + std::to_string(std::hash<std::string>{}(request.path));
  } else {
    import = world.writer.run([&](store::WriteSession& session) {
      store::begin_first_load(session);
    return store::begin_import(session, request.file, caller.name, world.now());
  });
  sink = std::make_unique<StoreSink>(world.writer, import, world.now);
  name = std::to_string(import);
}
const auto finish = [&](const std::string& state, const std::string& report) {
  if (request.dry_run) return;
  world.writer.run([&](store::WriteSession& session) {
    store::end_first_load(session.database());
    store::finish_import(session, import, state, report, world.now());
  });
};
intake::ImportOptions options;
if (!request.unit.empty()) options.default_unit = request.unit;
options.dry_run = request.dry_run;
options.rejects_path = rejects_path(world.rejects_folder, name, request.xlsx_rejects);
options.reading = {.sheet = request.sheet, .encoding = request.encoding, .scratch = world.rejects_folder};
// Beside the import: it costs no time of its own.
auto content = std::async(std::launch::async, [&world, &request, &progress, import] {
  const std::string hash = content_hash(request.path, [&progress] { return progress.stopping(); });
  if (import != 0 && !hash.empty())
    world.writer.run([&](store::WriteSession& session) { store::set_content(session, import, hash); });
  return hash;
});
try {
  const auto result = intake::run_import(
      source, *sink, world.settings.units, options, [&](std::uint64_t bytes, std::uint64_t rows) {
        progress.set_done(static_cast<std::int64_t>(bytes), static_cast<std::int64_t>(rows));
        if (progress.stopping())
          throw std::runtime_error("the service is stopping; load the same file again when it is back");
      });
  if (const auto* problems = std::get_if<intake::ListProblems>(&result)) {
    // Not its message, which may show rows of the list.
    finish("failed", problems->front().word);
    return server::list_refusal(request.file, *problems);
  }
  auto out = document(name, std::get<intake::ImportReport>(result));
  out["same_file_as"] = same_file(world, content.get(), import);
  finish("done", boost::json::serialize(out));
  return out;
} catch (...) {
  finish("failed", "");
  throw;
}
}  // namespace triand::app

}  // namespace triand::app
