#pragma once

#include <zip.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "daemon/intake/byte_source.hpp"
#include "daemon/intake/list_problem.hpp"
#include "daemon/intake/workbook/anonymous_file.hpp"
#include "daemon/intake/workbook/workbook_limits.hpp"

namespace triand::intake {

// One file inside a workbook while it is unpacked, piece by piece; never to disk. Outlived by its package.
class ZipPart {
 public:
  // Fills a part of the buffer; 0: the end, or problem().
  [[nodiscard]] std::size_t read(std::span<char> buffer);
  // Damaged, or past a limit.
  [[nodiscard]] const std::optional<ListProblem>& problem() const { return problem_; }
  [[nodiscard]] std::uint64_t unpacked() const { return unpacked_; }
  // As the package says; not to be relied on.
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  friend class ZipPackage;
  struct Close {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
  };
  ZipPart(zip_file_t* file, std::uint64_t size, std::uint64_t packed, const WorkbookLimits& limits)
      : file_(file), size_(size), packed_(packed), limits_(&limits) {}

  std::unique_ptr<zip_file_t, Close> file_;
  std::uint64_t size_;
  std::uint64_t packed_;
  const WorkbookLimits* limits_;
  std::uint64_t unpacked_ = 0;
  std::optional<ListProblem> problem_;
};

// A workbook's file: a zip. Its names, their number and sizes have been looked at when it is open. Used by one thread.
class ZipPackage {
 public:
  // `first_bytes` have been read from the source already. A source that is no file is copied to a nameless one in
  // `scratch`. `limits` outlive the package.
  [[nodiscard]] static std::variant<ZipPackage, ListProblem> open(ByteSource& source,
                                                                  std::string_view first_bytes,
                                                                  const std::filesystem::path& scratch,
                                                                  const WorkbookLimits& limits);

  [[nodiscard]] bool has(const std::string& name) const;
  // The part of that name, or why there is none to be read.
  [[nodiscard]] std::variant<ZipPart, ListProblem> part(const std::string& name) const;
  // A part's text as a whole; for small ones.
  [[nodiscard]] std::variant<std::string, ListProblem> text_of(const std::string& name) const;
  // Bytes of the package.
  [[nodiscard]] std::uint64_t size() const { return size_; }

 private:
  struct Discard {
    void operator()(zip_t* archive) const { zip_discard(archive); }
  };
  ZipPackage(std::unique_ptr<AnonymousFile> copy, zip_t* archive, std::uint64_t size,
             const WorkbookLimits& limits)
      : copy_(std::move(copy)), archive_(archive), size_(size), limits_(&limits) {}
  [[nodiscard]] std::optional<ListProblem> wrong_entries() const;

  std::unique_ptr<AnonymousFile> copy_;
  std::unique_ptr<zip_t, Discard> archive_;
  std::uint64_t size_;
  const WorkbookLimits* limits_;
};

}  // namespace triand::intake
