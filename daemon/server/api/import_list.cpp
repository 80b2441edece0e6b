#include "daemon/server/api/import_list.hpp"

#include <boost/json/parse.hpp>

#include "daemon/schedule/local_time.hpp"
#include "daemon/server/api/api_route.hpp"

namespace triand::server {
namespace {

constexpr int kMost = 100;

boost::json::object import_object(const ApiWorld& world, const store::ImportRow& row) {
  boost::json::object out;
  out["import"] = std::to_string(row.id);
  out["file"] = row.file;
  out["state"] = row.state;
  out["who"] = row.who;
  out["started_at"] = schedule::local_time(row.started_at, world.zone);
  out["finished_at"] = row.finished_at == store::TimePoint{}
                           ? boost::json::value(nullptr)
                           : boost::json::value(schedule::local_time(row.finished_at, world.zone));
  out["content"] = row.content;
  boost::system::error_code wrong;
  const boost::json::value report = boost::json::parse(row.report, wrong);
  const auto* counts = wrong ? nullptr : report.if_object();
  for (const char* key : {"read", "taken", "inserted", "updated", "unchanged", "rejected"}) {
    const auto* count = counts == nullptr ? nullptr : counts->if_contains(key);
    out[key] = count == nullptr ? boost::json::value(nullptr) : *count;
  }
  return out;
}

}  // namespace

Answer list_imports(const ApiWorld& world, const Request&) {
  boost::json::array imports;
  for (const store::ImportRow& row : world.reader()->imports(kMost))
    imports.push_back(import_object(world, row));
  boost::json::object out;
  out["imports"] = std::move(imports);
  return with_schema("triand.imports/v1", std::move(out));
}

}  // namespace triand::server
