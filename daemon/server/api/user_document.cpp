#include "daemon/server/api/user_document.hpp"

#include "daemon/schedule/local_time.hpp"

namespace triand::server {
namespace {

boost::json::value time_value(const ApiWorld& world, store::TimePoint time) {
  if (time == store::TimePoint()) return nullptr;
  return boost::json::value(schedule::local_time(time, world.zone));
}

}  // namespace

boost::json::object user_object(const ApiWorld& world, const store::AccountRow& row) {
  boost::json::object out;
  out["name"] = row.name;
  out["role"] = row.role;
  out["units"] = boost::json::array(row.units.begin(), row.units.end());
  out["password"] = row.has_password;
  out["disabled"] = row.disabled;
  out["created_by"] = row.created_by;
  out["created_at"] = time_value(world, row.created_at);
  out["changed_by"] = row.changed_by;
  out["changed_at"] = time_value(world, row.changed_at);
  return out;
}

}  // namespace triand::server
