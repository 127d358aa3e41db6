# The one home of how targets share precompiled headers: `program` for the product's targets, `tests` for those at -O1 with GoogleTest.
function(precompile target as)
  if(NOT HOSHIRUBE_PRECOMPILE)
    return()
  endif()
  if(NOT TARGET precompiled_${as})
    add_library(precompiled_${as} OBJECT ${CMAKE_SOURCE_DIR}/cmake/precompiled.cpp)
    target_link_libraries(precompiled_${as} PRIVATE nlohmann_json::nlohmann_json)
    target_precompile_headers(precompiled_${as} PRIVATE ${CMAKE_SOURCE_DIR}/cmake/precompiled.h)
    if(as STREQUAL "tests")
      target_link_libraries(precompiled_tests PRIVATE GTest::gtest)
      target_precompile_headers(precompiled_tests PRIVATE <gtest/gtest.h>)
      target_compile_options(precompiled_tests PRIVATE -O1)
    endif()
  endif()
  target_precompile_headers(${target} REUSE_FROM precompiled_${as})
endfunction()

# Where headers are precompiled, so without a launcher, the files of a target are compiled eight at a time, which halves the work; but for
# those named, which have a private name that another file of the target has too ("redefinition": add the file).
function(together target)
  if(NOT HOSHIRUBE_PRECOMPILE)
    return()
  endif()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${target} PRIVATE -Wno-subobject-linkage) # A file that is included is not thereby a header.
  endif()
endfunction()

# module(NAME scheme SOURCES a.cpp b.cpp USES base LIBRARIES ICU::uc)
#
# One static library per folder of src/. A module sees only the headers of the modules it names in
# USES, because each module has an include root of its own that holds nothing but itself: an edge that
# is not declared does not compile. USES is not handed on, so `http` cannot reach `storage` through `main`.
#
# OWN_FLAGS: compiled with options of its own, so not with the shared precompiled headers.
# TOGETHER: see together(), but for the files in APART.
#
# Unit tests stand beside the code: every SOURCES entry `x.cpp` with a neighbour `x_test.cpp` is compiled
# into the test program `unit_NAME`. Those of a module that is in every build may be left to the one with sanitizers (HOSHIRUBE_UNIT_TWICE);
# not where it has OWN_FLAGS: what was made faster is tested as it is shipped.
function(module)
  cmake_parse_arguments(ARG "OWN_FLAGS;TOGETHER" "NAME" "SOURCES;APART;USES;LIBRARIES;TEST_LIBRARIES" ${ARGN})
  set(root ${CMAKE_BINARY_DIR}/include/${ARG_NAME})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${root}/${ARG_NAME} SYMBOLIC)
  add_library(${ARG_NAME} STATIC ${ARG_SOURCES})
  target_include_directories(${ARG_NAME} PUBLIC ${root})
  target_link_libraries(${ARG_NAME} PRIVATE ${ARG_USES} ${ARG_LIBRARIES})
  if(NOT ARG_OWN_FLAGS)
    precompile(${ARG_NAME} program)
  endif()
  if(ARG_TOGETHER)
    together(${ARG_NAME} ${ARG_APART})
  endif()

  file(GLOB_RECURSE tests CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} *_test.cpp)
  if(ARG_NAME IN_LIST core_modules AND NOT ARG_OWN_FLAGS AND NOT HOSHIRUBE_CORE_ONLY AND NOT HOSHIRUBE_UNIT_TWICE)
    set(tests "")
  endif()
  if(tests AND HOSHIRUBE_TESTS)
    add_executable(unit_${ARG_NAME} ${tests})
    target_link_libraries(unit_${ARG_NAME} PRIVATE ${ARG_NAME} ${ARG_USES} ${ARG_TEST_LIBRARIES} test_support GTest::gtest_main)
    target_compile_definitions(unit_${ARG_NAME} PRIVATE SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    target_compile_options(unit_${ARG_NAME} PRIVATE -O1) # Tests run once: what counts is how soon they are built.
    precompile(unit_${ARG_NAME} tests)
    if(ARG_TOGETHER)
      together(unit_${ARG_NAME} ${ARG_APART})
    endif()
    add_test(NAME unit_${ARG_NAME} COMMAND unit_${ARG_NAME})
    set_tests_properties(unit_${ARG_NAME} PROPERTIES LABELS unit)
  endif()
endfunction()
