#include "tests/daemon/store/power_supply.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace triand::store {
namespace {

constexpr sqlite3_int64 kSector = 512;

}  // namespace

class PowerSupply::File : public ShimFile {
 public:
  File(PowerSupply& power, std::shared_ptr<Image> image, bool log, sqlite3_file* real)
      : ShimFile(real), power_(power), image_(std::move(image)), log_(log) {}

  int read(void* to, int bytes, sqlite3_int64 at) override {
    const std::lock_guard lock(power_.mutex_);
    const auto size = static_cast<sqlite3_int64>(image_->bytes.size());
    const auto there = static_cast<std::size_t>(std::clamp<sqlite3_int64>(size - at, 0, bytes));
    if (there > 0) std::memcpy(to, image_->bytes.data() + at, there);
    if (there == static_cast<std::size_t>(bytes)) return SQLITE_OK;
    std::memset(static_cast<char*>(to) + there, 0, static_cast<std::size_t>(bytes) - there);
    return SQLITE_IOERR_SHORT_READ;
  }

  int write(const void* from, int bytes, sqlite3_int64 at) override {
    const std::lock_guard lock(power_.mutex_);
    power_.count_operation();
    const auto end = static_cast<std::size_t>(at + bytes);
    if (image_->bytes.size() < end) image_->bytes.resize(end);
    std::memcpy(image_->bytes.data() + at, from, static_cast<std::size_t>(bytes));
    for (auto sector = at / kSector; sector * kSector < at + bytes; ++sector) image_->dirty.insert(sector);
    return SQLITE_OK;
  }

  int truncate(sqlite3_int64 to) override {
    const std::lock_guard lock(power_.mutex_);
    power_.count_operation();
    image_->bytes.resize(static_cast<std::size_t>(to));
    image_->dirty.erase(image_->dirty.lower_bound((to + kSector - 1) / kSector), image_->dirty.end());
    return SQLITE_OK;
  }

  int sync(int) override {
    const std::lock_guard lock(power_.mutex_);
    power_.count_operation();
    const double fails = log_ ? power_.plan_.log_sync_fails : power_.plan_.database_sync_fails;
    if (fails > 0 && std::uniform_real_distribution<double>(0, 1)(power_.random_) < fails) {
      image_->dirty.clear();
      power_.sync_failed_(log_);
      return SQLITE_IOERR_FSYNC;
    }
    sqlite3_int64 on_disk = 0;
    ShimFile::size(&on_disk);
    const auto size = static_cast<sqlite3_int64>(image_->bytes.size());
    if (on_disk > size) ShimFile::truncate(size);
    for (const std::int64_t sector : image_->dirty) {
      const sqlite3_int64 at = sector * kSector;
      ShimFile::write(image_->bytes.data() + at, static_cast<int>(std::min(kSector, size - at)), at);
    }
    image_->dirty.clear();
    return SQLITE_OK;
  }

  int size(sqlite3_int64* out) override {
    const std::lock_guard lock(power_.mutex_);
    *out = static_cast<sqlite3_int64>(image_->bytes.size());
    return SQLITE_OK;
  }

 private:
  PowerSupply& power_;
  std::shared_ptr<Image> image_;
  bool log_;
};

PowerSupply::PowerSupply(const PowerPlan& plan, std::function<void(bool log)> sync_failed)
    : plan_(plan),
      sync_failed_(std::move(sync_failed)),
      random_(plan.seed),
      shim_([this](const char* path, int flags, sqlite3_file* real) { return wrap(path, flags, real); },
            [this](const char* path) { deleted(path); }) {}

PowerSupply::~PowerSupply() = default;

std::int64_t PowerSupply::operations() {
  const std::lock_guard lock(mutex_);
  return operations_;
}

std::unique_ptr<ShimFile> PowerSupply::wrap(const char* path, int flags, sqlite3_file* real) {
  if ((flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0) return std::make_unique<ShimFile>(real);
  const std::lock_guard lock(mutex_);
  auto& image = images_[path];
  if (!image) {
    image = std::make_shared<Image>();
    sqlite3_int64 size = 0;
    real->pMethods->xFileSize(real, &size);
    image->bytes.resize(static_cast<std::size_t>(size));
    if (size > 0) real->pMethods->xRead(real, image->bytes.data(), static_cast<int>(size), 0);
  }
  return std::make_unique<File>(*this, image, (flags & SQLITE_OPEN_WAL) != 0, real);
}

void PowerSupply::deleted(const char* path) {
  const std::lock_guard lock(mutex_);
  count_operation();
  images_.erase(path);
}

void PowerSupply::count_operation() {
  if (++operations_ == plan_.cut_at) go_dark();
}

void PowerSupply::go_dark() {
  for (auto& [path, image] : images_) lose_some(path, *image);
  ::_exit(kDark);
}

void PowerSupply::lose_some(const std::string& path, Image& image) {
  const int disk = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (disk < 0) ::_exit(1);
  const auto size = static_cast<sqlite3_int64>(image.bytes.size());
  bool good = true;
  if (size < ::lseek(disk, 0, SEEK_END) && random_() % 2 == 0) good = ::ftruncate(disk, size) == 0;
  for (const sqlite3_int64 sector : image.dirty) {
    const sqlite3_int64 at = sector * kSector;
    const auto bytes = static_cast<std::size_t>(std::min(kSector, size - at));
    std::array<unsigned char, kSector> written{};
    std::memcpy(written.data(), image.bytes.data() + at, bytes);
    const auto fate = random_() % (plan_.tears ? 3 : 2);
    if (fate == 0) continue;
    if (fate == 2) {
      std::array<unsigned char, kSector> old{};
      good = ::pread(disk, old.data(), bytes, at) >= 0 && good;
      // Only what was to change: the disk does not damage the rest of a sector (SQLite's POWERSAFE_OVERWRITE).
      for (std::size_t byte = 0; byte < bytes; ++byte)
        if (old[byte] != written[byte]) written[byte] = static_cast<unsigned char>(random_());
    }
    good = ::pwrite(disk, written.data(), bytes, at) == static_cast<ssize_t>(bytes) && good;
  }
  if (!good) ::_exit(1);
}

}  // namespace triand::store
